import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import type { Annotation } from '../annotations/Annotation.js';
import { TruncatedError } from '../errors/DecodeError.js';
import { InvalidRequestError, NotFoundError, PermissionError } from '../errors/ResponseError.js';
import { bodiesExist } from './bodiesExist.js';
import { bodyExists } from './bodyExists.js';
import { createDvidClient } from './createDvidClient.js';
import { fetchBranchHeads } from './fetchBranchHeads.js';
import { fetchBranchVersions } from './fetchBranchVersions.js';
import { fetchDvidAnnotations } from './fetchDvidAnnotations.js';
import { fetchFieldCounts } from './fetchFieldCounts.js';
import { fetchJsonSchema } from './fetchJsonSchema.js';
import { fetchLabel } from './fetchLabel.js';
import { fetchLockState } from './fetchLockState.js';
import { fetchNote } from './fetchNote.js';
import { fetchVersionGraph } from './fetchVersionGraph.js';
import { streamDvidAnnotations } from './streamDvidAnnotations.js';

const first = 'c10f1e2d3c4b5a69788796a5b4c3d2e1';
const side = 'c20f1e2d3c4b5a69788796a5b4c3d2e1';
const head = 'c30f1e2d3c4b5a69788796a5b4c3d2e1';
const large = 720575940621039145n;
const largest = 18446744073709551615n;

function dvid() {
  const { sandbox } = stage();
  const client = createDvidClient({ server: sandbox.dvid, fetch: sandbox.fetch, retry: 0 });
  return { sandbox, client };
}

async function all(...args: Parameters<typeof streamDvidAnnotations>): Promise<Annotation[]> {
  const found: Annotation[] = [];
  for await (const record of streamDvidAnnotations(...args)) found.push(record);
  return found.sort((a, b) => (a.bodyid < b.bodyid ? -1 : 1));
}

describe('createDvidClient', () => {
  it('sends a credential only when it is given one', async () => {
    const sent: (string | null)[] = [];
    const fetch = (async (_url: string, init: RequestInit) => {
      sent.push(new Headers(init.headers).get('authorization'));
      return Response.json({ Locked: true });
    }) as typeof globalThis.fetch;
    const server = 'https://dvid.test/';
    await fetchLockState(createDvidClient({ server, fetch }), 'abc');
    await fetchLockState(createDvidClient({ server, fetch, auth: 'a-token' }), 'abc');
    expect(sent).toEqual([null, 'Bearer a-token']);
    expect(createDvidClient({ server, fetch })).toEqual({
      dvid: 'https://dvid.test',
      send: expect.any(Function),
    });
  });
});

describe('streamDvidAnnotations', () => {
  it.each([first, 'c10f', head, ':master', 'c30f:master', ':master~1'])(
    'reads version %s',
    async (version) => {
      expect(await all(dvid().client, version)).toEqual([
        { bodyid: 11, type: 'A', side: 'L' },
        { bodyid: large, type: 'B' },
        { bodyid: largest, type: 'C' },
      ]);
    },
  );

  it('brings provenance and a choice of fields', async () => {
    const { client } = dvid();
    expect(await all(client, first, { fields: ['bodyid', 'side'] })).toEqual([
      { bodyid: 11, side: 'L' },
    ]);
    expect((await all(client, first, { show: 'user', fields: ['type'] }))[0]).toEqual({
      bodyid: 11,
      type: 'A',
      type_user: 'ed@lab.example',
    });
    expect((await all(client, head, { show: 'all' }))[1]).toHaveProperty('type_time');
  });

  it.each([[[]], [['bodyid']], [['a,b']], [['']]])('refuses the fields %j', async (fields) => {
    expect(await failureOf(all(dvid().client, first, { fields }))).toMatchObject({ code: 'input' });
  });

  it('tells a cut-off answer from a whole one', async () => {
    const { client, sandbox } = dvid();
    sandbox.faults.add({ target: 'dvid', fault: 'truncate' });
    expect(await failureOf(all(client, first))).toBeInstanceOf(TruncatedError);
  });

  it('fails for what is unknown', async () => {
    const { client } = dvid();
    for (const each of [all(client, 'ffff'), all(client, first, { instance: 'nosuch' })]) {
      const error = await failureOf(each);
      expect(error).toBeInstanceOf(InvalidRequestError);
      expect(error.message).toMatch(/could not find UUID|invalid data instance name/);
    }
  });
});

describe('fetchDvidAnnotations', () => {
  it.each([first, head])('gives them in the order of the ids, at %s', async (version) => {
    const ids = [largest, 5, String(large), 11, '5', 11n, 2n ** 63n];
    expect(await fetchDvidAnnotations(dvid().client, version, ids)).toEqual({
      annotations: [
        { bodyid: largest, type: 'C' },
        { bodyid: large, type: 'B' },
        { bodyid: 11, type: 'A', side: 'L' },
      ],
      missing: [5, 2n ** 63n],
    });
  });

  it.each([first, head])('brings provenance and a choice of fields, at %s', async (version) => {
    const options = { show: 'user', fields: ['type'] } as const;
    const { annotations } = await fetchDvidAnnotations(dvid().client, version, [11], options);
    expect(annotations).toEqual([{ bodyid: 11, type: 'A', type_user: 'ed@lab.example' }]);
  });

  it('asks for a thousand at a time', async () => {
    const { client, sandbox } = dvid();
    const ids = Array.from({ length: 2500 }, (_, index) => index + 1);
    const { annotations, missing } = await fetchDvidAnnotations(client, first, ids);
    expect(annotations.map(({ bodyid }) => bodyid)).toEqual([11]);
    expect(missing).toHaveLength(2499);
    expect(sandbox.requests).toHaveLength(3);
  });

  it.each([
    [400, 'Server in read-only mode and will only accept GET and HEAD requestcs (/x).\n'],
    [403, 'no edit permission'],
  ])('asks one by one where no POST is taken (%i)', async (status, body) => {
    const { client, sandbox } = dvid();
    sandbox.faults.add({ target: 'dvid', method: 'POST', fault: 'status', status, body });
    expect(
      await fetchDvidAnnotations(client, first, [largest, 5, 11], { fields: ['type'] }),
    ).toEqual({
      annotations: [
        { bodyid: largest, type: 'C' },
        { bodyid: 11, type: 'A' },
      ],
      missing: [5],
    });
  });

  it('needs no request for no ids, and refuses what is none', async () => {
    const { client, sandbox } = dvid();
    expect(await fetchDvidAnnotations(client, first, [])).toEqual({ annotations: [], missing: [] });
    for (const id of [0, -1, 1.5, 2 ** 53, '0x1', 2n ** 64n]) {
      expect(await failureOf(fetchDvidAnnotations(client, first, [11, id]))).toMatchObject({
        code: 'input',
      });
    }
    expect(sandbox.requests).toEqual([]);
  });

  it('fails for what is unknown', async () => {
    expect(await failureOf(fetchDvidAnnotations(dvid().client, 'ffff', [11]))).toBeInstanceOf(
      InvalidRequestError,
    );
  });
});

describe('bodyExists, bodiesExist', () => {
  it('know bodies of a version', async () => {
    const { client } = dvid();
    expect(await bodyExists(client, first, 12)).toBe(true);
    expect(await bodyExists(client, first, largest)).toBe(true);
    expect(await bodyExists(client, first, 13)).toBe(false);
    // Merged into 11.
    expect(await bodyExists(client, head, '12')).toBe(false);
    const steps: number[] = [];
    const exists = await bodiesExist(client, first, [12, largest, 13, '12', large], {
      onProgress: (done, total) => steps.push(done / total),
    });
    expect([...exists]).toEqual([
      [12, true],
      [largest, true],
      [13, false],
      [large, false],
    ]);
    expect(steps.at(-1)).toBe(1);
  });

  it('fail for what is unknown, and for what is no body', async () => {
    const { client } = dvid();
    expect(await failureOf(bodyExists(client, 'ffff', 12))).toBeInstanceOf(InvalidRequestError);
    expect(await failureOf(bodiesExist(client, first, [12, 0]))).toMatchObject({ code: 'input' });
    expect(
      await failureOf(bodiesExist(client, first, [12], { instance: 'nosuch' })),
    ).toBeInstanceOf(InvalidRequestError);
  });

  it('are not deceived by a server that is no DVID', async () => {
    const client = createDvidClient({
      server: 'https://web.test',
      fetch: (async () => new Response('404 page not found\n', { status: 404 })) as typeof fetch,
    });
    expect(await failureOf(bodyExists(client, first, 12))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(fetchJsonSchema(client, first))).toBeInstanceOf(NotFoundError);
  });
});

it('fetchJsonSchema gives a schema, or none', async () => {
  const schema = { type: 'object', properties: { bodyid: { type: 'integer' } } };
  expect(await fetchJsonSchema(dvid().client, first)).toEqual(schema);
  expect(await fetchJsonSchema(dvid().client, head)).toEqual(schema);
  const { sandbox } = stage({
    repos: [
      {
        instances: { segmentation_annotations: { typename: 'neuronjson' } },
        versions: [{ uuid: first, locked: false }],
      },
    ],
  });
  const client = createDvidClient({ server: sandbox.dvid, fetch: sandbox.fetch });
  expect(await fetchJsonSchema(client, first)).toBeUndefined();
});

describe('versions', () => {
  it('have a graph', async () => {
    const { client } = dvid();
    const { versions, ...repository } = await fetchVersionGraph(client, 'c10');
    expect(repository).toEqual({
      root: first,
      alias: 'vnc',
      description: 'The nerve cord',
      instances: { segmentation_annotations: 'neuronjson', segmentation: 'labelmap' },
    });
    const shape = versions.map(({ uuid, branch, locked, note, parents }) => ({
      uuid,
      branch,
      locked,
      note,
      parents,
    }));
    expect(shape).toEqual([
      { uuid: first, branch: 'master', locked: true, note: 'first', parents: [] },
      { uuid: side, branch: 'side', locked: true, note: '', parents: [first] },
      { uuid: head, branch: 'master', locked: false, note: 'second', parents: [first] },
    ]);
    expect([...(versions[0]?.children ?? [])].sort()).toEqual([side, head]);
  });

  it('have branches with heads', async () => {
    const { client } = dvid();
    expect(await fetchBranchHeads(client, side)).toEqual({ master: head, side });
    expect(await fetchBranchVersions(client, first, 'master')).toEqual([head, first]);
    expect(await fetchBranchVersions(client, first, 'side')).toEqual([side, first]);
    expect(await failureOf(fetchBranchVersions(client, first, 'nosuch'))).toBeInstanceOf(
      NotFoundError,
    );
  });

  it('are locked or open, and have notes', async () => {
    const { client } = dvid();
    expect(await fetchLockState(client, first)).toBe(true);
    expect(await fetchLockState(client, head)).toBe(false);
    expect(await fetchNote(client, first)).toBe('first');
    expect(await fetchNote(client, side)).toBe('');
    for (const each of [
      fetchLockState(client, 'ffff'),
      fetchNote(client, 'ffff'),
      fetchVersionGraph(client, 'ffff'),
      fetchBranchHeads(client, 'ffff'),
      fetchBranchVersions(client, 'ffff', 'master'),
    ]) {
      expect(await failureOf(each)).toBeInstanceOf(InvalidRequestError);
    }
  });
});

it('fetchLabel knows the body at a place', async () => {
  const { client } = dvid();
  expect(await fetchLabel(client, first, [1, 1, 4])).toBe(12);
  expect(await fetchLabel(client, first, [1, 1, 7])).toBe(largest);
  expect(await fetchLabel(client, head, [1, 1, 4])).toBe(11);
  expect(await fetchLabel(client, head, [1, 1, 4], { supervoxels: true })).toBe(12);
  expect(await fetchLabel(client, first, [1, 1, 20])).toBeUndefined();
  expect(await failureOf(fetchLabel(client, first, [1.5, 1, 1]))).toMatchObject({ code: 'input' });
  expect(await failureOf(fetchLabel(client, 'ffff', [1, 1, 1]))).toBeInstanceOf(
    InvalidRequestError,
  );
});

it('fetchFieldCounts counts', async () => {
  const { client } = dvid();
  expect(await fetchFieldCounts(client, first)).toEqual({
    bodyid: 3,
    type: 3,
    type_user: 3,
    type_time: 3,
    side: 1,
  });
  expect(await failureOf(fetchFieldCounts(client, 'ffff'))).not.toBeInstanceOf(PermissionError);
});
