import { countOverwrites, type Plan } from '@clio/core';
import type { Context } from '../context/Context.js';
import { confirm } from '../context/confirm.js';
import { counted } from './showValue.js';

/** More existing values than this are not replaced on a terminal unless their number is typed. */
export const manyOverwrites = 1000;

/**
 * Asks before a plan is carried out. `--yes` answers, but on a terminal not for more than 1,000 existing
 * values, unless their fields were named (`--overwrite`) or an undo puts old values back.
 *
 * @throws CancelledError where the answer is no, or nobody can be asked.
 */
export async function confirmWrite(context: Context, plan: Plan, yes: boolean): Promise<void> {
  const overwrites = countOverwrites(plan);
  const many = overwrites > manyOverwrites;
  const still = many && context.canAsk && unnamed(plan) > manyOverwrites;
  await confirm(context, {
    yes: yes && !still,
    ...(many
      ? {
          question: `${counted(overwrites, 'existing value')} will be ${plan.kind === 'delete' ? 'deleted' : 'replaced or cleared'}.`,
          typed: overwrites,
        }
      : { question: question(plan) }),
  });
}

/** How many existing values go that were not opened by the names of their fields. */
function unnamed(plan: Plan): number {
  if (plan.kind === 'undo') return 0;
  const named = new Set(plan.guards.overwrite);
  const rest = plan.bodies.map((body) =>
    body.action === 'delete'
      ? body
      : { ...body, changes: body.changes.filter(({ field }) => !named.has(field)) },
  );
  return countOverwrites({ ...plan, bodies: rest });
}

function question(plan: Plan): string {
  const bodies = counted(
    plan.bodies.filter(({ action, record, changes, bare }) =>
      action === 'delete'
        ? record !== undefined
        : bare || changes.some(({ verdict }) => sent(verdict)),
    ).length,
    'body',
    'bodies',
  );
  switch (plan.kind) {
    case 'delete':
      return `Delete the records of ${bodies}?`;
    case 'undo':
      return `Undo this on ${bodies}?`;
    default:
      return `Write this to ${bodies}?`;
  }
}

function sent(verdict: string): boolean {
  return verdict === 'add' || verdict === 'overwrite' || verdict === 'clear';
}
