import { describe, expect, it } from 'vitest';
import { failureOf, smallState, stage } from '../../test/staged.js';
import { InputError } from '../errors/InputError.js';
import { InvalidRequestError, NotFoundError } from '../errors/ResponseError.js';
import { fetchHead } from './fetchHead.js';
import { fetchTag } from './fetchTag.js';
import { fetchTags } from './fetchTags.js';
import { fetchUuid } from './fetchUuid.js';
import { fetchVersions } from './fetchVersions.js';
import { resolveVersion } from './resolveVersion.js';
import { sameVersion } from './sameVersion.js';

const head = 'c30f1e2d3c4b5a69788796a5b4c3d2e1';

describe('fetchTags, fetchUuid, fetchTag', () => {
  it('give what the server keeps', async () => {
    const client = stage().as('vera');
    expect(await fetchTags(client)).toEqual(smallState.tags?.VNC?.tag_to_uuid);
    expect(await fetchUuid(client, 'v0.9')).toBe('c10f1e');
    expect(await fetchUuid(client, 'old')).toBe('');
    expect(await fetchTag(client, 'c10f1e')).toBe('v0.9');
    expect(await fetchTag(client, 'c10')).toBe('v0.9');
  });

  it('fail as the server does', async () => {
    const { as } = stage();
    expect(await failureOf(fetchUuid(as('vera'), 'v9'))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(fetchTag(as('vera'), 'ffff'))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(fetchTag(as('vera'), 'c'))).toBeInstanceOf(InvalidRequestError);
    expect(await failureOf(fetchTags(as('vera', 'OL')))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(fetchUuid(as('vera'), ''))).toBeInstanceOf(InputError);
  });
});

describe('fetchHead', () => {
  it('gives what the list of versions says', async () => {
    expect(await fetchHead(stage().as('vera'))).toEqual({ tag: 'v0.10', uuid: head });
  });

  it("gives what the dataset's document says where there is no list", async () => {
    expect(await fetchHead(stage().as('vera', 'manc:v1.0'))).toEqual({ uuid: 'c10f' });
  });

  it('is not found where neither says anything, or for an unknown dataset', async () => {
    const { as } = stage();
    expect((await failureOf(fetchHead(as('vera', 'OL')))).message).toBe(
      'Dataset OL names no version.',
    );
    expect(await failureOf(fetchHead(as('vera', 'nosuch')))).toMatchObject({
      known: ['OL', 'VNC', 'guarded', 'manc:v1.0'],
    });
  });

  it('has no tag where the head has none', async () => {
    const { as } = stage({ tags: { VNC: { head_uuid: 'abc' } } });
    expect(await fetchHead(as('vera'))).toEqual({ uuid: 'abc' });
  });
});

describe('fetchVersions', () => {
  it('sorts names as people count, and marks the head', async () => {
    const versions = await fetchVersions(stage().as('vera'));
    expect(versions.map(({ tag, head }) => (head ? `${tag}*` : tag))).toEqual([
      'old',
      'twin',
      'twin-b',
      'v0.9',
      'v0.10*',
    ]);
    // An empty uuid stands for the dataset's own.
    expect(versions[0]).toEqual({ tag: 'old', uuid: head, head: false });
  });

  it('finds the head by its uuid where it has no name', async () => {
    const { as } = stage({
      tags: { VNC: { tag_to_uuid: { a: 'aaa', b: 'bbb' }, head_uuid: 'bbb1' } },
    });
    expect(await fetchVersions(as('vera'))).toEqual([
      { tag: 'a', uuid: 'aaa', head: false },
      { tag: 'b', uuid: 'bbb', head: true },
    ]);
  });

  it('is empty where there are none, but not for an unknown dataset', async () => {
    const { as } = stage();
    expect(await fetchVersions(as('vera', 'OL'))).toEqual([]);
    expect(await failureOf(fetchVersions(as('vera', 'nosuch')))).toBeInstanceOf(NotFoundError);
  });
});

describe('resolveVersion', () => {
  it.each([
    ['v0.9', { uuid: 'c10f1e', tag: 'v0.9' }],
    [' v0.9\n', { uuid: 'c10f1e', tag: 'v0.9' }],
    ['c10f1e', { uuid: 'c10f1e', tag: 'v0.9' }],
    ['c10', { uuid: 'c10f1e', tag: 'v0.9' }],
    ['c10f1e2d3c4b5a69788796a5b4c3d2e1', { uuid: 'c10f1e2d3c4b5a69788796a5b4c3d2e1', tag: 'v0.9' }],
    ['old', { uuid: head, tag: 'old' }],
    ['twin', { uuid: 'dd0000000000000000000000000000a1', tag: 'twin' }],
    ['abcdef', { uuid: 'abcdef' }],
    ['c10f1e:side', { uuid: 'c10f1e:side' }],
    [':master', { uuid: ':master' }],
  ])('%j', async (text, version) => {
    expect(await resolveVersion(stage().as('vera'), text)).toEqual(version);
  });

  it('refuses the beginning of several', async () => {
    const error = await failureOf(resolveVersion(stage().as('vera'), 'dd'));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain('twin (dd0000000000000000000000000000a1), twin-b (');
  });

  it('refuses nothing', async () => {
    expect(await failureOf(resolveVersion(stage().as('vera'), ' '))).toBeInstanceOf(InputError);
  });

  it('lists what there is in place of a name that it does not know', async () => {
    const error = await failureOf(resolveVersion(stage().as('vera'), 'v0.8'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ known: ['old', 'twin', 'twin-b', 'v0.9', 'v0.10'] });
    expect(error.message).toContain('Did you mean v0.9?');
  });
});

describe('sameVersion', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'ab', true],
    ['ab', 'abc', true],
    ['abc', 'abd', false],
    ['ab', 'abc:master', false],
    ['ab:master', 'ab:master', true],
    ['', 'a', false],
    [undefined, undefined, false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameVersion(a, b)).toBe(same);
  });
});
