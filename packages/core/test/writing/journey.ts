import type { Sandbox } from '@clio/sandbox';
import { expect } from 'vitest';
import type { DatasetClient } from '../../src/client/Client.js';
import { isClioError } from '../../src/errors/ClioError.js';
import { WriteIncompleteError } from '../../src/errors/WriteError.js';
import type { ApplyOptions } from '../../src/writing/ApplyOptions.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import { sendable } from '../../src/writing/apply/judgeBody.js';
import type { Plan } from '../../src/writing/Plan.js';
import { sameValue } from '../../src/writing/values/sameValue.js';
import type { WriteReport } from '../../src/writing/WriteReport.js';
import { held, quick } from './stage.js';

/** Applies a plan; an incomplete run gives its report, any other error is thrown. */
export async function attempt(
  run: () => Promise<WriteReport | undefined>,
): Promise<{ report: WriteReport | undefined; error?: WriteIncompleteError }> {
  try {
    return { report: await run() };
  } catch (error) {
    if (!(error instanceof WriteIncompleteError)) throw error;
    return { report: error.report, error };
  }
}

export function apply(
  client: DatasetClient,
  plan: Plan,
  options: ApplyOptions = {},
): ReturnType<typeof attempt> {
  return attempt(() => applyPlan(client, plan, { ...quick, chunkSize: 2, ...options }));
}

/** Anything that a call throws must be an error of ours that tells what failed. */
export function expectTyped(error: unknown): void {
  expect(isClioError(error), String((error as Error)?.stack)).toBe(true);
  expect((error as Error).message).not.toMatch(/-token/);
}

/** What a report says must be what the server holds. */
export async function expectAgreement(
  sandbox: Sandbox,
  plan: Plan,
  report: WriteReport,
  before: ReadonlyMap<string, Record<string, unknown>>,
  /** A body that somebody else has changed after its end was on record. */
  except?: number,
): Promise<void> {
  const now = await held(sandbox);
  expect(report.bodies.map(({ bodyid }) => bodyid)).toEqual(
    plan.bodies.map(({ bodyid }) => bodyid),
  );
  let counted = 0;
  for (const count of Object.values(report.counts)) counted += count;
  expect(counted).toBe(plan.bodies.length);
  for (const [index, body] of plan.bodies.entries()) {
    const { outcome, left = [] } = report.bodies[index] ?? {};
    const record = now.get(String(body.bodyid));
    const where = `body ${body.bodyid} is ${outcome}`;
    if (outcome === 'unknown' || body.bodyid === except) continue;
    if (body.action === 'delete') {
      expect(record === undefined, where).toBe(outcome === 'written' || outcome === 'same');
      continue;
    }
    const untouched = new Set(left.map(({ field }) => field));
    for (const { field, after, before: seen } of sendable(body)) {
      if (outcome === 'written' && !untouched.has(field)) {
        expect(sameValue(record?.[field], after), `${where}: ${field}`).toBe(true);
      } else if (outcome === 'unsent' || outcome === 'failed' || outcome === 'refused') {
        expect(sameValue(record?.[field], seen.value), `${where}: ${field}`).toBe(true);
        expect(record?.[`${field}_time`], where).toEqual(
          before.get(String(body.bodyid))?.[`${field}_time`],
        );
      }
    }
  }
}
