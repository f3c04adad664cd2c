import fc from 'fast-check';
import { expect } from 'vitest';
import type { ClientRequest, DatasetClient } from '../../src/client/Client.js';
import { stringifyJson } from '../../src/integers/stringifyJson.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import type { WriteReport } from '../../src/writing/WriteReport.js';
import { attempt } from './journey.js';

/**
 * A server that merges as the real one does: it reads a record, and some time later writes back what it
 * read with the change, without a lock. How long in between is drawn.
 */
function racingServer(draw: (most: number) => number) {
  const records = new Map<number, Record<string, unknown>>();
  const window = 6;
  let clock = Date.parse('2026-07-07T07:00:00Z');
  const ticks = async (count: number) => {
    for (let tick = 0; tick < count; tick++) await new Promise((resolve) => setImmediate(resolve));
  };
  const client = (email: string): DatasetClient => ({
    server: 'https://model.invalid',
    dataset: 'D',
    send: async ({ method, path, query, body }: ClientRequest) => {
      await ticks(draw(4));
      const [, area, , , what, argument] = path;
      const json = (value: unknown) => new Response(stringifyJson(value));
      if (area === 'roles')
        return json({ email, global_roles: [], datasets: { D: ['clio_write'] } });
      if (area === 'datasets') return json({ uuid: 'f'.repeat(32) });
      if (what === 'head_tag') return json('v1');
      if (what === 'head_uuid') return json('f'.repeat(32));
      if (what === 'fields') return json(['bodyid', 'type']);
      if (method === 'GET') {
        return json((argument ?? '').split(',').flatMap((id) => records.get(Number(id)) ?? []));
      }
      const conditional = String(query?.conditional ?? '').split(',');
      for (const posted of body as { bodyid: number; [field: string]: unknown }[]) {
        const seen = records.get(posted.bodyid);
        await ticks(draw(window));
        const merged: Record<string, unknown> = { ...seen, bodyid: posted.bodyid };
        for (const [field, value] of Object.entries(posted)) {
          if (field === 'bodyid' || merged[field] === value) continue;
          if (conditional.includes(field) && merged[field] !== undefined) continue;
          merged[field] = value;
          merged[`${field}_user`] = email;
          clock += 1000;
          merged[`${field}_time`] = new Date(clock).toISOString();
        }
        records.set(posted.bodyid, merged);
      }
      return json(null);
    },
  });
  return {
    records,
    client,
    // The wait before the last look is longer than the server takes for a record.
    wait: () => ticks(window + 2),
  };
}

/** Several writers on the same bodies at once: of each value that is not there in the end, its writer was told. */
export async function raceOfWriters(
  writers: number,
  bodies: number,
  seed: number,
): Promise<number> {
  const random = fc.sample(fc.nat(), { numRuns: 50_000, seed });
  let at = 0;
  const { records, client, wait } = racingServer(
    (most) => (random[at++ % random.length] as number) % most,
  );
  const runs = Array.from({ length: writers }, async (_, writer) => {
    const me = client(`w${writer}@example.org`);
    const input = Array.from({ length: bodies }, (__, index) => ({
      bodyid: index + 1,
      type: `of w${writer}`,
      [`field${writer}`]: `of w${writer}`,
    }));
    const plan = await planAnnotations(me, input, { dvid: false });
    const { report } = await attempt(() =>
      applyPlan(me, plan, { wait, chunkSize: 10, dvid: false }),
    );
    return report as WriteReport;
  });
  const reports = await Promise.all(runs);
  let lost = 0;
  for (const [writer, report] of reports.entries()) {
    for (const { bodyid, outcome, left = [] } of report.bodies) {
      const told = new Set(left.map(({ field }) => field));
      for (const field of ['type', `field${writer}`]) {
        if (records.get(Number(bodyid))?.[field] === `of w${writer}`) continue;
        lost++;
        const known = told.has(field) || (outcome !== 'written' && outcome !== 'same');
        expect(known, `writer ${writer}, body ${bodyid}, ${field}: ${outcome}, and lost`).toBe(
          true,
        );
      }
    }
  }
  return lost;
}
