import { describe, expect, it } from 'vitest';
import { clientOf, lockedVersion } from '../../test/queries.js';
import { failureOf, smallState, stage } from '../../test/staged.js';
import { DecodeError, TruncatedError } from '../errors/DecodeError.js';
import { InputError } from '../errors/InputError.js';
import { NotFoundError, ServerError } from '../errors/ResponseError.js';
import { not } from '../queries/not.js';
import { range } from '../queries/range.js';
import { regex } from '../queries/regex.js';
import type { Annotation } from './Annotation.js';
import { deleteAnnotation } from './deleteAnnotation.js';
import { fetchAnnotations } from './fetchAnnotations.js';
import { fetchAnnotationsById } from './fetchAnnotationsById.js';
import { fetchFields } from './fetchFields.js';
import { streamAnnotations } from './streamAnnotations.js';

const locked = 'c10f1e2d3c4b5a69788796a5b4c3d2e1';
const head = 'c30f1e2d3c4b5a69788796a5b4c3d2e1';
const second = 18446744073709551615n;
const first = 720575940621039145n;
const ids = (records: readonly Annotation[]) => records.map(({ bodyid }) => bodyid);

describe('fetchAnnotations', () => {
  it('reads by field, with exact ids', async () => {
    const client = stage().as('vera');
    expect(await fetchAnnotations(client, { type: 'B' })).toEqual([{ bodyid: first, type: 'B' }]);
    expect(ids(await fetchAnnotations(client, { type: regex('[BC]') }))).toEqual([first, second]);
    expect(await fetchAnnotations(client, { type: [] })).toEqual([]);
    expect(await fetchAnnotations(client, { type: 'none' })).toEqual([]);
    expect(
      ids(await fetchAnnotations(client, { bodyid: [second, 11, 11, String(second)] })),
    ).toEqual([11, second]);
  });

  it('shows who and when as asked, also where a condition looks at it', async () => {
    const client = stage().as('vera');
    const [bare] = await fetchAnnotations(client, { bodyid: 11 });
    expect(bare).toEqual({ bodyid: 11, type: 'A', side: 'L' });
    const [user] = await fetchAnnotations(client, { bodyid: 11 }, { show: 'user' });
    expect(user).toEqual({ bodyid: 11, type: 'A', type_user: 'ed@lab.example', side: 'L' });
    const since = { bodyid: 11, type_time: range({ min: '2026' }) };
    expect(await fetchAnnotations(client, since)).toEqual([bare]);
    expect(await fetchAnnotations(client, since, { show: 'user' })).toEqual([user]);
    const chosen = await fetchAnnotations(
      client,
      { bodyid: 11 },
      { show: 'time', fields: ['type'] },
    );
    expect(chosen).toEqual([{ bodyid: 11, type: 'A', type_time: '2026-01-02T03:04:05Z' }]);
  });

  it.each(['v0.9', 'c10f1e', locked, 'twin-b', 'old', undefined])(
    'reads all at version %s',
    async (version) => {
      const client = stage({
        tags: {
          VNC: { tag_to_uuid: { 'v0.9': locked, 'twin-b': head, old: '' }, uuid_to_tag: {} },
        },
      }).as('vera');
      const records = await fetchAnnotations(client, {}, { version });
      expect(ids(records).sort()).toEqual([first, second, 11].sort());
    },
  );

  it('reads all of a version without the bodies that have nothing but an id, as at the head', async () => {
    const bare = '{"bodyid":12,"type_user":"ed@lab.example","type_time":"2026-01-02T03:04:05Z"}';
    const repos = structuredClone(smallState.repos ?? []);
    const annotations = repos[0]?.versions?.[0]?.data?.segmentation_annotations;
    (annotations as { records: unknown[] }).records.push(bare);
    const client = stage({ repos }).as('vera');
    for (const version of [undefined, locked]) {
      expect(ids(await fetchAnnotations(client, {}, { version })).sort()).toEqual(
        [first, second, 11].sort(),
      );
      expect(ids(await fetchAnnotations(client, {}, { version, show: 'user' }))).toContain(12);
      expect(ids(await fetchAnnotations(client, { type: not('A') }, { version }))).toContain(12);
    }
  });

  it('takes a body that the server still lists after its deletion for none', async () => {
    const client = clientOf([40, 41, 50, 62, 75, 86].map((bodyid) => ({ bodyid, type: 't' })));
    await deleteAnnotation(client, 41);
    const path = ['v2', 'json-annotations', 'MB', 'neurons', 'query'];
    const raw = await client.send({ method: 'POST', path, body: { nothing: 'exists/0' } });
    expect(await raw.text()).toContain('{},');
    const left = [40, 50, 62, 75, 86];
    expect(ids(await fetchAnnotations(client, { nothing: null }))).toEqual(left);
    expect(ids(await fetchAnnotations(client, { type: not('x') }))).toEqual(left);
    expect(ids(await fetchAnnotations(client, {})).sort()).toEqual(left);
    expect((await fetchAnnotationsById(client, [40, 41])).missing).toEqual([41]);
    // At the locked version it is still there.
    expect(ids(await fetchAnnotations(client, {}, { version: lockedVersion }))).toContain(41);
  });

  it('names an unknown version, and says what a failing query may mean', async () => {
    const client = stage().as('vera');
    const unknown = await failureOf(fetchAnnotations(client, {}, { version: 'v9' }));
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect((unknown as NotFoundError).known).toContain('v0.9');
    expect(unknown.message).toContain('There is no version v9 of dataset VNC. It has v0.9,');
    const uuid = await failureOf(fetchAnnotations(client, {}, { version: 'ffff' }));
    expect(uuid).toBeInstanceOf(ServerError);
    expect(uuid.message).toContain('when it does not know the version');
  });

  it('refuses what is no query before anything is sent', async () => {
    const { sandbox, as } = stage();
    const client = as('vera');
    expect(() => streamAnnotations(client, { a: undefined as never })).toThrow(InputError);
    await expect(fetchAnnotations(client, [11] as never)).rejects.toThrow(
      'use fetchAnnotationsById',
    );
    await expect(fetchAnnotationsById(client, [11, 'x'])).rejects.toThrow('"x" is not a body id');
    expect(sandbox.requests).toEqual([]);
  });
});

describe('fetchAnnotationsById', () => {
  it('gives the order of the ids, each once, and the missing ones', async () => {
    const client = stage().as('vera');
    const asked = [second, 99, '11', 11, 7n, String(first)];
    const { annotations, missing } = await fetchAnnotationsById(client, new Set(asked), {
      fields: ['type'],
    });
    expect(annotations).toEqual([
      { bodyid: second, type: 'C' },
      { bodyid: 11, type: 'A' },
      { bodyid: first, type: 'B' },
    ]);
    expect(missing).toEqual([99, 7]);
    expect(await fetchAnnotationsById(client, [])).toEqual({ annotations: [], missing: [] });
    const old = await fetchAnnotationsById(client, [11], { version: 'v0.9', show: 'user' });
    expect(old.annotations[0]).toMatchObject({ type_user: 'ed@lab.example' });
  });

  it('asks in requests that every proxy takes', async () => {
    const client = stage().as('vera');
    const lengths: number[] = [];
    let running = 0;
    let most = 0;
    const counted = {
      ...client,
      send: async (request: Parameters<typeof client.send>[0]) => {
        lengths.push(request.path.join('/').length);
        most = Math.max(most, ++running);
        try {
          return await client.send(request);
        } finally {
          running--;
        }
      },
    };
    const many = Array.from({ length: 3000 }, (_, index) => 2n ** 60n + BigInt(index));
    const { annotations, missing } = await fetchAnnotationsById(counted, [11, ...many, second]);
    expect(ids(annotations)).toEqual([11, second]);
    expect(missing).toEqual(many);
    expect(Math.max(...lengths)).toBeLessThan(7100);
    expect(lengths.length).toBeGreaterThan(8);
    expect(most).toBe(4);
    lengths.length = 0;
    await fetchAnnotationsById(
      counted,
      Array.from({ length: 2500 }, (_, index) => index + 1),
    );
    expect(lengths.length).toBe(3);
  });
});

describe('streamAnnotations', () => {
  it('yields record by record, and ends the request when the loop is left', async () => {
    let cancelled = false;
    const client = {
      server: 'https://clio.test',
      dataset: 'VNC',
      send: async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start: (controller) =>
              controller.enqueue(
                new TextEncoder().encode('[{"bodyid":1,"a":1},{"bodyid":2,"a":1},{'),
              ),
            cancel() {
              cancelled = true;
            },
          }),
        ),
    };
    const seen: unknown[] = [];
    for await (const record of streamAnnotations(client, { a: 1 })) {
      seen.push(record.bodyid);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([1, 2]);
    expect(cancelled).toBe(true);
  });

  it('stops when the signal is aborted', async () => {
    const client = stage().as('vera');
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    const { signal } = stop;
    await expect(streamAnnotations(client, {}, { signal }).next()).rejects.toThrow('enough');
    await expect(fetchAnnotationsById(client, [11], { signal })).rejects.toThrow('enough');
  });

  it('fails on an empty answer, and on one that breaks off', async () => {
    const answering = (body: string | null) => ({
      server: 'https://clio.test',
      dataset: 'VNC',
      send: async () => new Response(body),
    });
    for (const body of ['', null]) {
      const error = await failureOf(fetchAnnotations(answering(body), {}));
      expect(error).toBeInstanceOf(DecodeError);
      expect(error.message).toContain('is empty');
    }
    const cut = await failureOf(fetchAnnotations(answering('[{"bodyid":1},{"bod'), {}));
    expect(cut).toBeInstanceOf(TruncatedError);
    expect((cut as TruncatedError).recordsRead).toBe(1);
  });
});

describe('fetchFields', () => {
  it('lists names once, sorted, without empty ones, and stamps as asked', async () => {
    const answer = '["type","","type_user","bodyid","type_time","type",""]';
    const client = { server: 'x', dataset: 'VNC', send: async () => new Response(answer) };
    expect(await fetchFields(client)).toEqual(['bodyid', 'type']);
    expect(await fetchFields(client, { show: 'user' })).toEqual(['bodyid', 'type', 'type_user']);
    expect(await fetchFields(client, { show: 'time' })).toEqual(['bodyid', 'type', 'type_time']);
    expect(await fetchFields(client, { show: 'all' })).toHaveLength(4);
    const none = { ...client, send: async () => new Response('null') };
    expect(await fetchFields(none)).toEqual([]);
  });

  it('asks the server', async () => {
    const client = stage().as('vera');
    expect(await fetchFields(client)).toEqual(['bodyid', 'side', 'type']);
    await expect(fetchFields(stage().as('vera', 'nosuch'))).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('deleteAnnotation', () => {
  it('removes a body at the current version, whether or not it is there', async () => {
    const client = stage().as('ed');
    await deleteAnnotation(client, String(second));
    await deleteAnnotation(client, 12345);
    expect((await fetchAnnotationsById(client, [second, first])).missing).toEqual([second]);
    await expect(deleteAnnotation(client, '0')).rejects.toBeInstanceOf(InputError);
  });
});
