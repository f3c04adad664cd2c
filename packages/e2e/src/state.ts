import type { StateData, StateDocument, StateUser } from '@clio/sandbox';

/** A token that looks like one of the server's, and that no other text holds by chance. */
function token(alias: string): string {
  let text = '';
  for (let i = 0; text.length < 64; i++)
    text += ((alias.charCodeAt(i % alias.length) * 2654435761 * (i + 7)) >>> 0).toString(16);
  return text.slice(0, 64);
}

function user(alias: string, roles: readonly string[]): StateUser {
  return {
    token: token(alias),
    email: `${alias}@lab.example`,
    name: alias,
    permissions_v2: { MB: [...roles] },
  };
}

/** Three users: two who write, one who reads. */
export const users = {
  ann: user('ann', ['edit', 'view']),
  bob: user('bob', ['edit', 'view']),
  eve: user('eve', ['view']),
} satisfies Record<string, StateUser>;

/** The instance that holds the annotations. */
export const annotations = 'segmentation_annotations';

/**
 * A lab: dataset `MB` with a locked version `v0.1`, an open one `v0.2`, and these records at the open one;
 * and the small dataset `manc:v1.0`.
 */
export function labState(records: StateData['records'] = []): StateDocument {
  return {
    users,
    datasets: {
      MB: { description: 'mushroom body', tag: 'v0.2', uuid: '9bc01e', dvid: '{{dvid}}' },
      'manc:v1.0': { description: 'nerve cord', tag: 'v1.0', uuid: '77aa21', dvid: '{{dvid}}' },
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
        instances: { [annotations]: { typename: 'neuronjson' } },
        versions: [
          { uuid: '3fa85f', locked: true, data: {} },
          { uuid: '9bc01e', locked: false, data: { [annotations]: { records } } },
        ],
      },
      {
        instances: { [annotations]: { typename: 'neuronjson' } },
        versions: [{ uuid: '77aa21', locked: false }],
      },
    ],
  };
}

/** The few bodies that most tests need. */
export const fewRecords: StateData['records'] = [
  {
    bodyid: 1001,
    type: 'KCg-m',
    type_user: 'bob@lab.example',
    type_time: '2026-01-01T00:00:00Z',
    class: 'KC',
    group: 5,
  },
  { bodyid: 1002, type: 'a\tb', class: 'DN', group: '5', position: [1, 2, 3] },
  { bodyid: 1003, type: '', class: 'AN', group: 7 },
  '{"bodyid":720575940627329911,"class":"DN","group":18446744073709551615}',
];
