import type { SandboxOptions, StateData } from '@clio/sandbox';
import { labState } from '../state.js';

const bob = { type_user: 'bob@lab.example', type_time: '2026-01-12T08:30:00Z' };

/** Bodies of the lab: values of a colleague, a wide text, a long one, an id beyond 2^53. */
const records: StateData['records'] = [
  { bodyid: 1001, type: 'KCg-m', ...bob, class: 'KC', soma_side: 'L' },
  { bodyid: 1002, type: 'KCab', ...bob, class: 'KC', soma_side: 'R', notes: '蘑菇体' },
  {
    bodyid: 1003,
    class: 'DN',
    notes: 'leaves the brain by the neck connective, cut in the volume',
  },
  '{"bodyid":720575940627329911,"class":"DN","soma_side":"L"}',
];

/** Twelve hundred bodies without a value in `note`. */
const crowd: StateData['records'] = Array.from({ length: 1200 }, (_, index) => ({
  bodyid: 5001 + index,
  class: 'KC',
}));

/** What the servers of sessions hold, by the name that sessions give. */
export const sandboxes = {
  lab: { state: labState(records) },
  crowd: { state: labState(crowd) },
  sample: { sample: true },
} satisfies Record<string, SandboxOptions>;
