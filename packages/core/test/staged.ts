import { createSandbox, type Sandbox, type StateDocument } from '@clio/sandbox';
import { type ClientOptions, createClient, type DatasetClient } from '../src/index.js';

/** A small world: readers, writers and an admin; public, private, unannotated and versioned datasets. */
export const smallState: StateDocument = {
  users: {
    vera: {
      token: 'vera-token',
      email: 'vera@lab.example',
      name: 'Vera',
      permissions_v2: { VNC: ['view'], 'manc:v1.0': ['view'] },
      permissions_v2_ignore_tos: { VNC: ['view'], 'manc:v1.0': ['view'], guarded: ['view'] },
      missing_tos: [{ dataset_id: 9, dataset_name: 'guarded', tos_id: 4, tos_name: 'Terms' }],
    },
    ed: {
      token: 'ed-token',
      email: 'ed@lab.example',
      name: 'Ed',
      permissions_v2: { VNC: ['edit', 'view'] },
      groups: ['tracers'],
    },
    ada: { token: 'ada-token', email: 'ada@lab.example', name: 'Ada', admin: true },
    robot: {
      token: 'robot-token',
      email: 'robot@service-account.dsg.local',
      service_account: true,
      permissions_v2: { VNC: ['view'] },
    },
    sam: { token: 'sam-token', email: 'sam@else.example', name: 'Sam' },
  },
  groups: { tracers: ['ed@lab.example', 'vera@lab.example'] },
  datasets: {
    VNC: {
      description: 'Nerve cord',
      title: 'VNC {tag}',
      tag: 'v0.10',
      uuid: 'c30f1e2d3c4b5a69788796a5b4c3d2e1',
      dvid: '{{dvid}}',
      neuroglancer: { layers: [{ source: 'dvid://{uuid}' }] },
    },
    'manc:v1.0': { description: 'Male nerve cord', uuid: 'c10f', dvid: '{{dvid}}' },
    OL: { description: 'Optic lobe', public: true },
    guarded: { description: 'Behind terms' },
    hidden: { description: 'Nobody sees it' },
  },
  tags: {
    VNC: {
      tag_to_uuid: {
        'v0.9': 'c10f1e',
        'v0.10': 'c30f1e2d3c4b5a69788796a5b4c3d2e1',
        old: '',
        twin: 'dd0000000000000000000000000000a1',
        'twin-b': 'dd0000000000000000000000000000b2',
      },
      uuid_to_tag: { c10f1e: 'v0.9', c30f1e2d3c4b5a69788796a5b4c3d2e1: 'v0.10' },
      head_tag: 'v0.10',
      head_uuid: 'c30f1e2d3c4b5a69788796a5b4c3d2e1',
    },
  },
  repos: [
    {
      alias: 'vnc',
      description: 'The nerve cord',
      instances: {
        segmentation_annotations: { typename: 'neuronjson' },
        segmentation: {
          typename: 'labelmap',
          config: { BlockSize: '64,64,64', MaxDownresLevel: '0' },
        },
      },
      versions: [
        {
          uuid: 'c10f1e2d3c4b5a69788796a5b4c3d2e1',
          locked: true,
          note: 'first',
          data: {
            segmentation_annotations: {
              records: [
                {
                  bodyid: 11,
                  type: 'A',
                  type_user: 'ed@lab.example',
                  type_time: '2026-01-02T03:04:05Z',
                  side: 'L',
                },
                '{"bodyid":720575940621039145,"type":"B","type_user":"ed@lab.example","type_time":"2026-01-02T03:04:05Z"}',
                '{"bodyid":18446744073709551615,"type":"C","type_user":"ed@lab.example","type_time":"2026-01-02T03:04:05Z"}',
              ],
              json_schema: { type: 'object', properties: { bodyid: { type: 'integer' } } },
            },
            segmentation: {
              slabs: [
                { label: 11, from: 0, to: 3 },
                { label: 12, from: 3, to: 7 },
                { label: 18446744073709551615n, from: 7, to: 8 },
              ],
            },
          },
        },
        {
          uuid: 'c20f1e2d3c4b5a69788796a5b4c3d2e1',
          branch: 'side',
          parent: 'c10f1e2d3c4b5a69788796a5b4c3d2e1',
          locked: true,
        },
        {
          uuid: 'c30f1e2d3c4b5a69788796a5b4c3d2e1',
          parent: 'c10f1e2d3c4b5a69788796a5b4c3d2e1',
          locked: false,
          note: 'second',
          data: { segmentation: { merges: [[11, 12]] } },
        },
      ],
    },
  ],
};

/** A sandbox, and clients of its users. */
export interface Staged {
  readonly sandbox: Sandbox;
  as(alias: string, dataset?: string, options?: ClientOptions): DatasetClient;
}

/** Starts from the small world, with changes. */
export function stage(changes: Partial<StateDocument> = {}): Staged {
  const sandbox = createSandbox({
    state: { ...smallState, ...changes },
    now: '2026-05-04T03:02:01Z',
    ghosts: false,
  });
  return {
    sandbox,
    as: (alias, dataset = 'VNC', options = {}) =>
      createClient({
        server: sandbox.server,
        fetch: sandbox.fetch,
        auth: sandbox.tokens[alias] ?? alias,
        retry: 0,
        ...options,
        dataset,
      }),
  };
}

/** What a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('It did not fail.');
  return outcome;
}
