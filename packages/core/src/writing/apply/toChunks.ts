import type { PlannedBody } from '../Plan.js';
import { sendable } from './judgeBody.js';

/**
 * Cuts bodies into the chunks that are sent: of one designated user each, because a request names one.
 * Bodies that only get new values come first, so that the server can be asked to protect all others of
 * their fields.
 */
export function toChunks(bodies: readonly PlannedBody[], size: number): PlannedBody[][] {
  const groups = new Map<string, { adding: PlannedBody[]; others: PlannedBody[] }>();
  for (const body of bodies) {
    const key = body.designatedUser ?? '';
    let group = groups.get(key);
    if (!group) {
      group = { adding: [], others: [] };
      groups.set(key, group);
    }
    const adds = sendable(body).every(
      ({ before, stamps }) => before.value === undefined && !stamps,
    );
    (adds ? group.adding : group.others).push(body);
  }
  const chunks: PlannedBody[][] = [];
  for (const { adding, others } of groups.values()) {
    const ordered = [...adding, ...others];
    for (let at = 0; at < ordered.length; at += size) chunks.push(ordered.slice(at, at + size));
  }
  return chunks;
}
