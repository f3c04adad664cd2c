import { recordings } from '@clio/fixtures';
import { afterAll, describe, expect, it } from 'vitest';
import {
  bodyExists,
  type DvidClient,
  fetchBranchVersions,
  fetchDvidAnnotations,
  fetchFieldCounts,
  fetchJsonSchema,
  fetchLabel,
  fetchLockState,
  fetchNote,
  fetchVersionGraph,
  streamDvidAnnotations,
} from '../src/dvid/index.js';
import {
  type Annotation,
  type BodyId,
  InvalidRequestError,
  NotFoundError,
  ServerError,
} from '../src/index.js';
import { parseJson } from '../src/integers/parseJson.js';
import { answered, textOf } from './recorded.js';

type Call = (client: DvidClient, asked: unknown) => Promise<unknown>;
type Decoded = (json: never) => unknown;

const node = '/api/node/[^/]+';
const annotations = `${node}/(nj|segmentation_annotations)`;

const functions: readonly (readonly [RegExp, Call, Decoded])[] = [
  row(`GET ${annotations}/all`, everything, withFields),
  row(`POST ${annotations}/query {"bodyid":(\\d+|\\[[\\d,]*\\])}`, byId, once),
  row(
    `GET ${annotations}/fields\\?counts=true`,
    (client) => fetchFieldCounts(client, 'v'),
    (json: Record<string, number>) =>
      Object.fromEntries(Object.entries(json).filter(([name, count]) => name && count)),
  ),
  row(`GET ${annotations}/json_schema`, (client) => fetchJsonSchema(client, 'v'), same),
  row(
    `GET ${node}/status`,
    (client) => fetchLockState(client, 'v'),
    (json: { Locked: boolean }) => json.Locked,
  ),
  row(
    `GET ${node}/note`,
    (client) => fetchNote(client, 'v'),
    (json: { note: string }) => json.note,
  ),
  row(
    `GET ${node}/(seg|blank)/label/[^/]+`,
    (client) => fetchLabel(client, 'v', [1, 2, 3]),
    (json: { Label: BodyId }) => json.Label || undefined,
  ),
  row(
    `GET ${node}/(seg|blank)/size/[^/]+`,
    (client) => bodyExists(client, 'v', 7),
    () => true,
  ),
  row(
    'GET /api/repo/[^/]+/branch-versions/[^/]+',
    (client) => fetchBranchVersions(client, 'v', 'master'),
    same,
  ),
  row(
    'GET /api/repo/[^/]+/info',
    (client) =>
      fetchVersionGraph(client, 'v').then(({ root, versions }) => ({
        root,
        uuids: versions.map(({ uuid }) => uuid).sort(),
      })),
    (json: { Root: string; DAG: { Nodes: object } }) => ({
      root: json.Root,
      uuids: Object.keys(json.DAG.Nodes).sort(),
    }),
  ),
];

function row(
  route: string,
  call: Call,
  decoded: (json: never) => unknown,
): readonly [RegExp, Call, Decoded] {
  return [new RegExp(`^${route}$`), call, decoded];
}

function same(json: never): unknown {
  return json;
}

async function everything(client: DvidClient): Promise<unknown> {
  const found: Annotation[] = [];
  for await (const record of streamDvidAnnotations(client, 'v')) found.push(record);
  return found;
}

/** Bodies without a field are listed when only ids were asked for, which no function does. */
function withFields(json: Annotation[]): unknown {
  return json.filter((record) => Object.keys(record).length > 0);
}

/** Asks for what was asked for when the recording was made. */
async function byId(client: DvidClient, asked: unknown): Promise<unknown> {
  const { bodyid } = asked as { bodyid: BodyId | BodyId[] };
  const ids = [bodyid].flat();
  return (await fetchDvidAnnotations(client, 'v', ids)).annotations;
}

function once(json: Annotation[]): unknown {
  return [...new Map(json.map((record) => [record.bodyid, record])).values()];
}

const seen = new Set<string>();
const answering = recordings().filter(({ steps }) => steps.some(({ target }) => target === 'dvid'));

describe.each(answering.map((recording) => [recording.name, recording] as const))(
  '%s',
  (_name, { steps }) => {
    it('is decoded where a function asks for it', async () => {
      for (const step of steps.filter(({ target }) => target === 'dvid')) {
        const { method, path, body } = step.request;
        const route = `${method} ${path}${body === undefined ? '' : ` ${body}`}`;
        const [pattern, call, decoded] =
          functions.find(
            ([pattern]) => pattern.test(route) || pattern.test(route.replace(/\?.*$/, '')),
          ) ?? [];
        if (!pattern || !call || !decoded) continue;
        seen.add(pattern.source);
        const text = textOf(step.response);
        const { send, server } = answered(step);
        const outcome = await call({ dvid: server, send }, body && parseJson(body)).catch(
          (error: unknown) => error,
        );
        const where = `${route} → ${step.response.status} ${text.slice(0, 80)}`;
        if (step.response.status === 404 && text === '') expect(outcome, where).toBeUndefined();
        else if (step.response.status >= 500) expect(outcome, where).toBeInstanceOf(ServerError);
        else if (step.response.status === 404) expect(outcome, where).toBeInstanceOf(NotFoundError);
        else if (step.response.status >= 400)
          expect(outcome, where).toBeInstanceOf(InvalidRequestError);
        else expect(outcome, where).toEqual(decoded(parseJson(text) as never));
      }
    });
  },
);

afterAll(() => {
  const unseen = functions.map(([{ source }]) => source).filter((source) => !seen.has(source));
  // No recording asks for the size of one body.
  expect(unseen.filter((source) => !source.includes('size'))).toEqual([]);
});
