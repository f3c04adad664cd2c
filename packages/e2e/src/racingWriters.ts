import { parseJson, type WriteReport } from '@clio/core';
import { expect } from 'vitest';
import { users } from './state.js';
import type { World } from './world.js';

/** The scene of a race. */
export interface Race {
  readonly writers: number;
  readonly bodies: number;
  /** The field that all of them want has a value before, and they replace it. */
  readonly overwrites: boolean;
}

/** What came of a race. */
export interface RaceResult {
  /** Values that a writer was told stand there, and that do not. */
  readonly silent: readonly string[];
  /** Values of the wanted field that nobody wrote. */
  readonly invented: readonly string[];
  /** Values that are not there in the end, told or not. */
  readonly lost: number;
}

const firstId = 3000;

/** The records that a race begins with. */
export function raceRecords({ bodies, overwrites }: Race) {
  return Array.from({ length: bodies }, (_, i) =>
    overwrites ? { bodyid: firstId + i, note: 'old' } : { bodyid: firstId + i, type: 'T' },
  );
}

/**
 * Several writers at once, as processes of their own, on the same bodies: each wants one field for itself,
 * and has another that is its own. A loss is a value that a report does not leave out and that the server
 * does not hold in the end.
 */
export async function race(world: World, scene: Race): Promise<RaceResult> {
  const ids = Array.from({ length: scene.bodies }, (_, i) => firstId + i);
  const names = Array.from({ length: scene.writers }, (_, i) => `w${i}`);
  for (const name of names) {
    const rows = ids.map((id) => `${id},${name}-${id},own ${name}-${id}`);
    world.file(`${name}.csv`, [`bodyid,note,${name}`, ...rows, ''].join('\n'));
  }
  const flags = scene.overwrites ? '--overwrite note' : '';
  // The users take turns, so that writers of one user and of several meet.
  const reports = await Promise.all(
    names.map(async (name, i) => {
      const { token } = i % 2 ? users.bob : users.ann;
      const ended = await world.clio(
        `annotation import ${name}.csv --yes --json --quiet ${flags}`,
        {
          env: { CLIO_TOKEN: token },
        },
      );
      expect([0, 5], ended.stderr).toContain(ended.code);
      const report = parseJson(ended.stdout) as WriteReport;
      const told = report.counts.conflict + report.left.conflict + report.left.protected;
      expect(ended.code).toBe(told > 0 ? 5 : 0);
      return { name, report };
    }),
  );
  const records = await world.records();
  const silent: string[] = [];
  let lost = 0;
  for (const { name, report } of reports) {
    expect(report.bodies).toHaveLength(ids.length);
    for (const { bodyid, outcome, left = [] } of report.bodies) {
      const record = records.get(bodyid);
      for (const [field, value] of [
        ['note', `${name}-${bodyid}`],
        [name, `own ${name}-${bodyid}`],
      ] as const) {
        if (record?.[field] === value) continue;
        lost++;
        const stands = outcome === 'written' && !left.some((one) => one.field === field);
        if (stands) silent.push(`${name}, body ${bodyid}, ${field}: is ${record?.[field]}`);
      }
    }
  }
  const invented = ids
    .filter((id) => !names.some((name) => records.get(id)?.note === `${name}-${id}`))
    .map((id) => `${id}: ${records.get(id)?.note}`);
  return { silent, invented, lost };
}
