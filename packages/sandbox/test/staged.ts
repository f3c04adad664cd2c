import type { StateDocument } from '../src/index.js';

/** A state with one dataset, two versions, and users of different rights. */
export const staged = {
  users: {
    ann: {
      token: 'ann-token',
      email: 'ann@lab.example',
      name: 'Ann',
      permissions_v2: { MB: ['edit', 'view'] },
      groups: ['tracers'],
    },
    rita: { token: 'rita-token', email: 'rita@lab.example', permissions_v2: { MB: ['view'] } },
    nobody: { token: 'nobody-token', email: 'nobody@lab.example' },
  },
  groups: { tracers: ['ann@lab.example'] },
  datasets: {
    MB: {
      title: 'MB',
      description: 'mushroom body',
      dvid: '{{dvid}}',
      uuid: '5b1e4f',
      link: '{{clio}}/x {{dvid}}/y',
    },
  },
  tags: {
    MB: {
      tag_to_uuid: { 'v0.1': '4a0d3e', 'v0.2': '5b1e4f' },
      uuid_to_tag: { '4a0d3e': 'v0.1', '5b1e4f': 'v0.2' },
      head_tag: 'v0.2',
      head_uuid: '5b1e4f',
    },
  },
  documents: {
    'clio_keyvalue/ann@lab.example/notes/first': {
      text: 'see {{dvid}}',
      _timestamp: 1_700_000_000.5,
    },
  },
  repos: [
    {
      alias: 'mb',
      description: 'a repository',
      instances: {
        segmentation_annotations: { typename: 'neuronjson' },
        segmentation: {
          typename: 'labelmap',
          config: { BlockSize: '64,64,64', MaxDownresLevel: '0' },
        },
        bag: { typename: 'keyvalue' },
      },
      versions: [
        {
          uuid: '4a0d3e',
          locked: true,
          note: 'first',
          data: {
            segmentation_annotations: {
              records: [
                {
                  bodyid: 1001,
                  type: 'KCg-m',
                  type_user: 'ann@lab.example',
                  type_time: '2024-03-01T10:00:00Z',
                },
                '{"bodyid":720575940621522189,"type":"APL","sv":80152954824646675}',
              ],
            },
            segmentation: { slabs: [{ label: 1001, from: 0, to: 3 }] },
            bag: { values: { k: 'v' } },
          },
        },
        {
          uuid: '5b1e4f',
          parent: '4a0d3e',
          locked: false,
          data: { segmentation_annotations: { records: [{ bodyid: 7, type: 'DPM' }] } },
        },
      ],
    },
  ],
} satisfies StateDocument;

export const all = '/v2/json-annotations/MB/neurons/all';
export const neurons = '/v2/json-annotations/MB/neurons';

/** Headers with which a user asks. */
export function as(token: string | undefined): { headers: Record<string, string> } {
  return { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } };
}
