import { type Plan, stringifyJson, toPlanSummary } from '@clio/core';
import type { Context } from '../context/Context.js';
import { writeData } from '../output/harmless.js';
import { writePaged } from '../output/writePaged.js';
import { planLines } from './planLines.js';

/** A plan as data, on standard output: its first changes, or all of them page by page, or JSON. */
export async function printPlan(
  context: Context,
  plan: Plan,
  { json, allChanges }: { readonly json: boolean; readonly allChanges: boolean },
): Promise<void> {
  const { stdout } = context.streams;
  if (json) return writeData(stdout, `${stringifyJson(toPlanSummary(plan))}\n`);
  const lines = await planLines(context, plan, 'stdout', allChanges);
  // The first changes are meant to be seen beside what follows; all of them are read on their own.
  if (allChanges) return writePaged(context, lines);
  await stdout.write(`${lines.join('\n')}\n`);
}
