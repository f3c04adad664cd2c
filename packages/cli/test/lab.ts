import { createSandbox, type Sandbox, type StateDocument } from '@clio/sandbox';

/** A small lab: two users, three datasets, two versions, a handful of bodies. */
export const labState: StateDocument = {
  users: {
    ann: {
      token: 'a'.repeat(64),
      email: 'ann@lab.example',
      name: 'Ann',
      permissions_v2: { MB: ['edit', 'view'], 'manc:v1.0': ['view'] },
      missing_tos: [{ dataset_id: 9, dataset_name: 'OL', tos_id: 4, tos_name: 'OL terms' }],
    },
    bob: { token: 'b'.repeat(64), email: 'bob@lab.example', permissions_v2: {} },
  },
  datasets: {
    MB: {
      description: 'mushroom body',
      title: 'MB',
      tag: 'v0.2',
      uuid: '9bc01e',
      dvid: '{{dvid}}',
    },
    'manc:v1.0': { description: 'nerve cord', dvid: '{{dvid}}', uuid: '9bc01e' },
    OL: { description: 'optic lobe' },
  },
  tags: {
    MB: {
      tag_to_uuid: { 'v0.1': '3fa85f', 'v0.2': '9bc01e' },
      uuid_to_tag: { '3fa85f': 'v0.1', '9bc01e': 'v0.2' },
      head_tag: 'v0.2',
      head_uuid: '9bc01e',
    },
  },
  repos: [
    {
      instances: { segmentation_annotations: { typename: 'neuronjson' } },
      versions: [
        {
          uuid: '3fa85f',
          locked: true,
          data: {
            segmentation_annotations: {
              records: [{ bodyid: 1001, type: 'KCg', type_user: 'old@lab.example' }],
            },
          },
        },
        {
          uuid: '9bc01e',
          locked: false,
          data: {
            segmentation_annotations: {
              records: [
                {
                  bodyid: 1001,
                  type: 'KCg-m',
                  type_user: 'ann@lab.example',
                  type_time: '2026-01-01T00:00:00Z',
                  class: 'KC',
                  group: 5,
                },
                { bodyid: 1002, type: 'a\tb', class: 'DN', group: '5', position: [1, 2, 3] },
                { bodyid: 1003, type: '', class: 'AN', group: 7 },
                '{"bodyid":720575940627329911,"class":"DN","group":18446744073709551615}',
              ],
            },
          },
        },
      ],
    },
  ],
};

/** A sandbox with {@link labState}, and the environment that a command needs to use it. */
export function createLab(state: StateDocument = labState): {
  sandbox: Sandbox;
  env: { CLIO_SERVER: string; CLIO_TOKEN: string; CLIO_DATASET: string };
} {
  const sandbox = createSandbox({ state, now: '2026-11-23T12:00:00Z' });
  return {
    sandbox,
    env: { CLIO_SERVER: sandbox.server, CLIO_TOKEN: 'a'.repeat(64), CLIO_DATASET: 'MB' },
  };
}
