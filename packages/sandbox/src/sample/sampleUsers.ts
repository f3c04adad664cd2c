import type { StateUser } from '../state/StateDocument.js';

/** The users of the sample, by alias. */
export const sampleUsers = {
  /** Annotates both datasets. */
  annotator: {
    token: 'sample-annotator-token',
    email: 'ana@lab.example',
    name: 'Ana Annotator',
    permissions_v2: { hemibrain: ['edit', 'view'], 'vpn:v1.0': ['edit', 'view'] },
    groups: ['tracers'],
  },
  /** Another annotator, whose work the first may overwrite by mistake. */
  colleague: {
    token: 'sample-colleague-token',
    email: 'ben@lab.example',
    name: 'Ben Colleague',
    permissions_v2: { hemibrain: ['edit', 'view'] },
    groups: ['tracers', 'central-complex'],
  },
  reader: {
    token: 'sample-reader-token',
    email: 'rita@elsewhere.example',
    name: 'Rita Reader',
    permissions_v2: { hemibrain: ['view'] },
    groups: [],
  },
  /** Manages users and datasets. */
  admin: {
    token: 'sample-admin-token',
    email: 'ada@lab.example',
    name: 'Ada Admin',
    admin: true,
    permissions_v2: { hemibrain: ['edit', 'view'], 'vpn:v1.0': ['edit', 'view'] },
    groups: ['admin'],
    datasets_admin: ['hemibrain', 'vpn:v1.0'],
  },
  /** Has yet to accept the terms of service of the hemibrain. */
  newcomer: {
    token: 'sample-newcomer-token',
    email: 'nia@elsewhere.example',
    name: 'Nia Newcomer',
    permissions_v2: {},
    permissions_v2_ignore_tos: { hemibrain: ['view'] },
    missing_tos: [
      { dataset_id: 1, dataset_name: 'hemibrain', tos_id: 1, tos_name: 'Hemibrain terms of use' },
    ],
    groups: [],
  },
  /** A program, which cannot make tokens for itself. */
  pipeline: {
    token: 'sample-pipeline-token',
    email: 'pipeline@service-account.dsg.local',
    name: 'pipeline',
    service_account: true,
    permissions_v2: { hemibrain: ['edit', 'view'] },
    groups: [],
  },
} satisfies Record<string, StateUser>;
