import { createSandbox, type Fault, type Sandbox } from '@clio/sandbox';
import type { DatasetClient } from '../../src/client/Client.js';
import { createClient } from '../../src/client/createClient.js';
import { parseJson } from '../../src/integers/parseJson.js';
import type { ApplyOptions } from '../../src/writing/ApplyOptions.js';

export const head = '6680f3fbea2df18c7ad1a0c79d2b0dfa';
export const old = '77a0f1e2d3c4b5a69788796a5b4c3d2e';
export const time = '2024-03-01T10:00:00Z';

/** A record with stamps for each of its fields. */
export function stamped(
  record: Record<string, unknown>,
  user = 'ann@example.org',
  at = time,
): Record<string, unknown> {
  const stamps = Object.keys(record)
    .filter((field) => field !== 'bodyid' && field !== 'user')
    .flatMap((field) => [
      [`${field}_user`, user],
      [`${field}_time`, at],
    ]);
  return { ...record, ...Object.fromEntries(stamps) };
}

export interface StageOptions {
  readonly records?: readonly (Record<string, unknown> | string)[];
  readonly schema?: unknown;
  /** Ids of bodies in the segmentation; left out, there is none. */
  readonly bodies?: readonly number[];
  readonly dataset?: Record<string, unknown>;
  readonly locked?: boolean;
  readonly deleted?: readonly number[];
}

/** A sandbox with one dataset, its users (wren and wim write, rene reads), and clients. */
export function stage(options: StageOptions = {}) {
  const { records = [], schema, bodies, dataset = {}, locked = false } = options;
  const sandbox = createSandbox({
    now: '2026-05-05T05:05:05Z',
    state: {
      users: {
        wren: user('wren', ['edit', 'view']),
        wim: user('wim', ['edit', 'view']),
        rene: user('rene', ['view']),
      },
      datasets: { MB: { description: 'a test', dvid: '{{dvid}}', uuid: head, ...dataset } },
      tags: {
        MB: {
          tag_to_uuid: { 'v0.1': old, 'v0.2': head },
          uuid_to_tag: { [old]: 'v0.1', [head]: 'v0.2' },
          head_tag: 'v0.2',
          head_uuid: head,
        },
      },
      repos: [
        {
          alias: 'MB',
          instances: {
            segmentation_annotations: { typename: 'neuronjson' },
            ...(bodies ? { segmentation: { typename: 'labelmap' } } : {}),
          },
          versions: [
            { uuid: old, locked: true, data: {} },
            {
              uuid: head,
              locked,
              data: {
                segmentation_annotations: {
                  records,
                  ...(schema === undefined ? {} : { json_schema: schema }),
                },
                ...(bodies
                  ? {
                      segmentation: {
                        slabs: bodies.map((label, index) => ({
                          label,
                          from: index,
                          to: index + 1,
                        })),
                      },
                    }
                  : {}),
              },
            },
          ],
        },
      ],
    } as never,
  });
  const client = clientOf(sandbox, 'wren');
  return { sandbox, client, as: (alias: string) => clientOf(sandbox, alias) };
}

function user(alias: string, permissions: string[]) {
  return {
    token: `${alias}-token`,
    email: `${alias}@example.org`,
    permissions_v2: { MB: permissions },
  };
}

export function clientOf(
  sandbox: Sandbox,
  alias: string,
  more: { timeout?: number; fetch?: typeof globalThis.fetch } = {},
): DatasetClient {
  return createClient({
    server: sandbox.server,
    dataset: 'MB',
    auth: `${alias}-token`,
    fetch: more.fetch ?? sandbox.fetch,
    retry: { limit: 1, delay: () => 0 },
    timeout: more.timeout ?? 10_000,
  });
}

/** Nothing waits in a test. */
export const quick: Pick<ApplyOptions, 'wait'> = { wait: async () => {} };

/** What the sandbox's head holds, by body id as text, with stamps. */
export async function held(sandbox: Sandbox): Promise<Map<string, Record<string, unknown>>> {
  const { records } = await instance(sandbox);
  return new Map(records.map((record) => [String(record.bodyid), record]));
}

/** Records and ghosts of the head. */
export async function instance(
  sandbox: Sandbox,
): Promise<{ records: Record<string, unknown>[]; deleted: unknown[] }> {
  const state = parseJson(await sandbox.stateText()) as {
    repos: {
      versions: {
        uuid: string;
        data: Record<string, { records?: unknown[]; deleted?: unknown[] }>;
      }[];
    }[];
  };
  const version = state.repos[0]?.versions.find(({ uuid }) => uuid === head);
  const { records = [], deleted = [] } = version?.data.segmentation_annotations ?? {};
  return {
    records: records.map((record) =>
      typeof record === 'string'
        ? (parseJson(record) as Record<string, unknown>)
        : (record as Record<string, unknown>),
    ),
    deleted,
  };
}

/** How many records arrive with each posted chunk. */
export function posts(sandbox: Sandbox): number {
  return sandbox.requests.filter(({ method, target }) => method === 'POST' && target === 'clio')
    .length;
}

export const writePath = '/v2/json-annotations/MB/neurons';
export const readPath = '/v2/json-annotations/MB/neurons/id-number/*';

/** Every kind of fault, as it meets one request. */
export const faults: Readonly<Record<string, Omit<Fault, 'target' | 'path' | 'method'>>> = {
  '503': { fault: 'status', status: 503, body: { detail: 'busy' } },
  '503 after the effect': { fault: 'status', status: 503, body: { detail: 'busy' }, effect: true },
  '429 with Retry-After': {
    fault: 'status',
    status: 429,
    headers: { 'retry-after': '0' },
    body: '',
  },
  'a cut before the effect': { fault: 'cut' },
  'a cut after the effect': { fault: 'cut', effect: true },
  'a cut in the answer': { fault: 'cut', afterBytes: 2 },
  'a truncated 200': { fault: 'truncate' },
  '500': { fault: 'status', status: 500, body: 'Internal Server Error' },
  '500 after the effect': {
    fault: 'status',
    status: 500,
    body: 'Internal Server Error',
    effect: true,
  },
  'a redirect': { fault: 'redirect', status: 302, headers: { location: 'https://login.invalid/' } },
  'an error text in a 200': { fault: 'status', status: 200, body: 'Panic detected on request 7' },
  'a 401': {
    fault: 'status',
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
    body: { detail: 'Could not validate credentials' },
  },
  'a hang': { fault: 'hang' },
  'a hang after the effect': { fault: 'hang', effect: true },
};
