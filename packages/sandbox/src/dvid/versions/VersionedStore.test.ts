import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Repo, Version } from '../Server.js';
import { VersionedStore } from './VersionedStore.js';

function version(id: number, ...parents: Version[]): Version {
  const made: Version = {
    id,
    uuid: String(id),
    repo: undefined as unknown as Repo,
    parents,
    children: [],
    branch: '',
    locked: false,
    note: '',
    log: [],
    created: new Date(0),
    updated: new Date(0),
    given: undefined,
  };
  return made;
}

describe('VersionedStore', () => {
  test('a version sees what its ancestors have, as long as none nearer has another', () => {
    const operations = fc.array(
      fc.record({
        version: fc.nat(5),
        key: fc.constantFrom('1', '10', '2', '😀', '\uffee'),
        value: fc.option(fc.nat(9), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
        operations,
        (tree, steps) => {
          const versions = [version(0)];
          for (const [i, parent] of tree.entries()) {
            versions.push(version(i + 1, versions[parent % (i + 1)] as Version));
          }
          const store = new VersionedStore<number>();
          const written = new Map(
            versions.map((at) => [at, new Map<string, number | undefined>()]),
          );
          const seen = (at: Version | undefined, key: string): number | undefined => {
            if (at === undefined) return undefined;
            const own = written.get(at);
            return own?.has(key) ? own.get(key) : seen(at.parents[0], key);
          };
          for (const step of steps) {
            const at = versions[step.version] as Version;
            written.get(at)?.set(step.key, step.value);
            if (step.value === undefined) store.delete(at, step.key);
            else store.set(at, step.key, step.value);
            for (const other of versions) {
              const keys = ['1', '10', '2', '\uffee', '😀'].filter(
                (key) => seen(other, key) !== undefined,
              );
              expect(store.keys(other)).toEqual(keys);
              for (const key of keys) expect(store.get(other, key)).toBe(seen(other, key));
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of a merged version what both parents changed is gone, and what one changed is there', () => {
    const root = version(0);
    const [left, right] = [version(1, root), version(2, root)];
    const merged = version(3, left, right);
    const store = new VersionedStore<string>();
    for (const key of ['same', 'one', 'both', 'deleted']) store.set(root, key, 'root');
    store.set(left, 'one', 'left');
    store.set(left, 'both', 'left');
    store.set(right, 'both', 'right');
    store.delete(right, 'deleted');
    expect(store.keys(merged)).toEqual(['one', 'same']);
    expect(store.get(merged, 'one')).toBe('left');
    expect(store.get(merged, 'same')).toBe('root');
  });
});
