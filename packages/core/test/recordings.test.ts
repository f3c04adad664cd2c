import { recordings } from '@clio/fixtures';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  deleteAtlasPoint,
  fetchAtlasPoints,
  fetchOwnAtlasPoints,
  setAtlasPoint,
} from '../src/atlas/index.js';
import {
  type Annotation,
  AuthenticationError,
  type Client,
  createToken,
  type DatasetClient,
  DecodeError,
  deleteAnnotation,
  deleteDatasets,
  fetchAnnotationsById,
  fetchDataset,
  fetchDatasets,
  fetchFields,
  fetchHead,
  fetchProfile,
  fetchRoles,
  fetchTag,
  fetchTags,
  fetchUuid,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  ResponseError,
  refreshCaches,
  ServerError,
  setDatasets,
  streamAnnotations,
} from '../src/index.js';
import { parseJson } from '../src/integers/parseJson.js';
import { deleteValue, fetchValue, fetchValues, setValue } from '../src/kv/index.js';
import { queryNeuprint } from '../src/neuprint/index.js';
import { deletePoint, fetchPoints, setPoint } from '../src/points/index.js';
import { createPullRequest, fetchPullRequests } from '../src/pulls/index.js';
import { readRecords } from '../src/reading/readRecords.js';
import { setSiteReport } from '../src/reports/index.js';
import { addSearch, deleteSearches, fetchSearches } from '../src/searches/index.js';
import { fetchSignature } from '../src/signatures/index.js';
import { readJson, readNull } from '../src/transport/readJson.js';
import { deleteVolumes, fetchVolume, fetchVolumes, setVolumes } from '../src/volumes/index.js';
import { answered, textOf } from './recorded.js';

type Call = (client: DatasetClient) => Promise<unknown>;
/** What a function makes of an answer's JSON. */
type Decoded = (json: never) => unknown;

const same: Decoded = (json) => json;
const nothing: Decoded = () => undefined;
/** `verified` may be any value that counts as true or false. */
const confirmed = (point: { verified?: unknown }) =>
  'verified' in point ? { ...point, verified: Boolean(point.verified) } : point;
const values: Decoded = (json: object) => Object.values(json);
const withIds: Decoded = (json: Record<string, object>) =>
  Object.entries(json)
    .map(([id, document]) => ({ ...document, id }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const place = [1, 2, 3] as const;
const point = { kind: 'point', pos: [1, 2, 3] } as const;
const atlasPoint = { location: place, title: 't', user: 'ada@lab.example' };
const neurons = '/v2/json-annotations/[^/]+/neurons';

/** Which function asks what; the first that fits counts. */
const functions: readonly (readonly [RegExp, Call, Decoded])[] = [
  [
    `GET ${neurons}/fields`,
    (client: DatasetClient) => fetchFields(client, { show: 'all' }),
    (json: string[]) => [...new Set(json)].filter((name) => name !== '').sort(),
  ],
  [`GET ${neurons}/all`, everything, withFields],
  [`GET ${neurons}/id-number/.*`, byId, same],
  [`POST ${neurons}/query`, recordsOrIds, same],
  [
    `DELETE ${neurons}/id-number/.*`,
    (client: DatasetClient) => deleteAnnotation(client, 7),
    nothing,
  ],
  [`(POST|PUT) ${neurons}`, wrote, nothing],
  [`GET ${neurons}/versions`, fetchTags, same],
  [`GET ${neurons}/head_(tag|uuid)`, fetchHead, same],
  [`GET ${neurons}/tag_to_uuid/[^/]+`, (client: DatasetClient) => fetchUuid(client, 'v1'), same],
  [`GET ${neurons}/uuid_to_tag/[^/]+`, (client: DatasetClient) => fetchTag(client, 'abc'), same],
  ['GET /v2/annotations/[^/]+', fetchPoints, same],
  [
    '(POST|PUT) /v2/annotations/[^/]+',
    (client: DatasetClient) => setPoint(client, point),
    (json: { key: string }) => json.key,
  ],
  [
    'DELETE /v2/annotations/[^/]+/[^/]+',
    (client: DatasetClient) => deletePoint(client, 'Pt1_2_3'),
    nothing,
  ],
  ['GET /v2/atlas/all', fetchAtlasPoints, (json: object) => Object.values(json).map(confirmed)],
  [
    'GET /v2/atlas/[^/]+',
    fetchOwnAtlasPoints,
    (json: object) => Object.values(json).map(confirmed),
  ],
  [
    '(POST|PUT) /v2/atlas/[^/]+',
    (client: DatasetClient) => setAtlasPoint(client, atlasPoint),
    confirmed,
  ],
  ['DELETE /v2/atlas/[^/]+', (client: DatasetClient) => deleteOnly(client), () => false],
  ['GET /v2/datasets', fetchDatasets, withIds],
  ['GET /v2/datasets/[^/]+', fetchDataset, (json: object) => ({ ...json, id: 'MB' })],
  [
    'POST /v2/datasets',
    (client: Client) => setDatasets(client, { MB: { description: '' } }),
    nothing,
  ],
  ['DELETE /v2/datasets', (client: Client) => deleteDatasets(client, ['MB']), nothing],
  ['GET /v2/kv/[^/]+', (client: Client) => fetchValues(client, 'scope'), same],
  ['GET /v2/kv/[^/]+/[^/]+', (client: Client) => fetchValue(client, 'scope', 'key'), same],
  ['POST /v2/kv/[^/]+/[^/]+', (client: Client) => setValue(client, 'scope', 'key', {}), nothing],
  ['DELETE /v2/kv/[^/]+/[^/]+', (client: Client) => deleteValue(client, 'scope', 'key'), nothing],
  ['GET /v2/savedsearches/[^/]+', fetchSearches, values],
  [
    '(POST|PUT) /v2/savedsearches/[^/]+',
    (client: DatasetClient) => addSearch(client, place, {}),
    nothing,
  ],
  [
    'DELETE /v2/savedsearches/[^/]+',
    (client: DatasetClient) => deleteSearches(client, place),
    nothing,
  ],
  [
    'POST /v2/neuprint/[^/]+',
    (client: DatasetClient) => queryNeuprint(client, { cypher: 'x', dataset: 'y' }),
    same,
  ],
  ['POST /v2/pull-request', (client: Client) => createPullRequest(client, 'scope', 'key'), nothing],
  ['GET /v2/pull-request', fetchPullRequests, pulls],
  ['GET /v2/roles', fetchRoles, same],
  ['GET /profile', fetchProfile, same],
  ['POST /v2/server/token', createToken, same],
  ['POST /v2/server/refresh-caches', refreshCaches, nothing],
  ['POST /v2/site-reports', (client: Client) => setSiteReport(client, {}), nothing],
  [
    'GET /v2/signatures/atlocation/[^/]+',
    (client: DatasetClient) => fetchSignature(client, place),
    same,
  ],
  ['GET /v2/volumes', fetchVolumes, withIds],
  [
    'GET /v2/volumes/[^/]+',
    (client: Client) => fetchVolume(client, 'MB'),
    (json: object) => ({ ...json, id: 'MB' }),
  ],
  ['POST /v2/volumes', (client: Client) => setVolumes(client, {}), nothing],
  ['DELETE /v2/volumes', (client: Client) => deleteVolumes(client, []), nothing],
].map(([route, call, decoded]) => [new RegExp(`^${route}/?$`), call as Call, decoded as Decoded]);

async function everything(client: DatasetClient): Promise<unknown> {
  const found: Annotation[] = [];
  for await (const record of streamAnnotations(client, {})) found.push(record);
  return found;
}

/** A body that has nothing but its id is left out. */
function withFields(json: object[]): unknown {
  return json.filter((record) => Object.keys(record).some((field) => field !== 'bodyid'));
}

/** Asks for the bodies that the answer is about. */
async function byId(client: DatasetClient): Promise<unknown> {
  const text = await (await justSend(client)).text();
  const ids = (parseJson(text) as Annotation[]).map(({ bodyid }) => bodyid);
  return (await fetchAnnotationsById(client, ids.length > 0 ? ids : [7])).annotations;
}

async function records(client: DatasetClient): Promise<unknown> {
  const found: unknown[] = [];
  const { body } = await justSend(client);
  for await (const batch of readRecords(body ?? new Blob().stream())) found.push(...batch);
  return found;
}

/** With `onlyid` the answer is a list of ids, but for a query for ids. */
async function recordsOrIds(client: DatasetClient): Promise<unknown> {
  const answer = await justSend(client);
  if (!/^\[\d/.test(await answer.clone().text())) return records(client);
  return readJson(answer, z.array(z.union([z.number(), z.bigint()])));
}

async function wrote(client: DatasetClient): Promise<void> {
  await readNull(await justSend(client));
}

/** The deletion alone: reading the own points first would get the same answer. */
async function deleteOnly(client: DatasetClient): Promise<unknown> {
  return deleteAtlasPoint(
    {
      ...client,
      send: (request) =>
        request.method === 'GET' ? Promise.resolve(new Response('{}')) : client.send(request),
    },
    place,
  );
}

function pulls(json: Record<string, Record<string, Record<string, unknown>>>) {
  return Object.entries(json).flatMap(([user, scopes]) =>
    Object.entries(scopes).flatMap(([scope, keys]) =>
      Object.entries(keys).map(([key, value]) => ({ user, scope, key, value })),
    ),
  );
}

/** Steps that no function asks, and why. */
const skipped: readonly (readonly [RegExp, string])[] = [
  [/^\w+ \/test\//, 'the deprecated second mount'],
  [/^GET \/(docs|redoc)?$/, 'pages for people'],
  [/^(GET|POST) \/logout$/, 'opened by a browser'],
];

/** Answers that say something else than their status, and what they become. */
const exceptions: readonly (readonly [
  RegExp,
  (text: string, status: number) => boolean,
  unknown,
])[] = [
  [
    /^GET \/v2\/(datasets|volumes)\/[^/]+\/?$/,
    (text, status) => status === 200 && text === 'null',
    ResponseError,
  ],
  [
    /^POST \/v2\/annotations\/[^/]+$/,
    (text, status) => status === 200 && /"keys":/.test(text),
    DecodeError,
  ],
  [/neurons\/all$/, (text, status) => status === 200 && text === '', DecodeError],
  [/^POST \/v2\/pull-request$/, (text) => / 404: /.test(text), NotFoundError],
];

const errorOf = (status: number, text: string) => {
  if (status === 401)
    return /Could not validate/.test(text) ? AuthenticationError : PermissionError;
  if (status === 403) return PermissionError;
  if (status === 404) return NotFoundError;
  if (status >= 500) return ServerError;
  if (status >= 400) return InvalidRequestError;
  return ResponseError;
};

const seen = { decoded: 0, failures: 0 };
const answering = recordings().filter(({ steps }) => steps.some(({ target }) => target === 'clio'));

describe.each(answering.map((recording) => [recording.name, recording] as const))(
  '%s',
  (_name, { steps }) => {
    const clio = steps.filter(({ target }) => target === 'clio');
    it('is decoded', async () => {
      for (const step of clio) {
        const { method } = step.request;
        const path = decodeURI(step.request.path.replace(/\?.*$/, ''));
        // The server takes an encoded slash for a plain one; here that makes a difference for kv alone.
        const route = `${method} ${path.replace(/^(\/v2\/kv\/.*)%2F/, '$1/')}`;
        const { status } = step.response;
        const text = textOf(step.response);
        const where = `${route} → ${status} ${text.slice(0, 80)}`;
        const found = functions.find(([pattern]) => pattern.test(route));
        const exception = exceptions.find(
          ([pattern, fits]) => pattern.test(route) && fits(text, status),
        );
        const call = found?.[1];
        if (status >= 300 || exception) {
          seen.failures++;
          // Of a HEAD and of an asking for HTML there is nothing to see but the status.
          const error = await (call ?? justSend)(answered(step)).catch((thrown: unknown) => thrown);
          expect(error, where).toBeInstanceOf(exception?.[2] ?? errorOf(status, text));
          expect((error as Error).message, where).not.toMatch(/a-token|dvid\.test|(ab){32}/);
        } else if (found) {
          seen.decoded++;
          const value = await found[1](answered(step)).catch((error: unknown) => error);
          expect(value, where).toEqual(found[2](parseJson(text) as never));
        } else {
          const reason = skipped.find(([pattern]) => pattern.test(route));
          expect(reason?.[1], where).toBeTypeOf('string');
        }
      }
    });
  },
);

function justSend(client: DatasetClient): Promise<Response> {
  return client.send({ method: 'POST', path: ['x'] });
}

afterAll(() => {
  // Grows with the recordings, never shrinks.
  expect(seen.decoded).toBeGreaterThanOrEqual(300);
  expect(seen.failures).toBeGreaterThanOrEqual(250);
});
