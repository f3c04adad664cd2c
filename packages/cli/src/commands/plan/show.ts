import { type Plan, stringifyJson, toPlanSummary } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import { writeData } from '../../output/harmless.js';
import { writePaged } from '../../output/writePaged.js';
import { loadPlan, openSink } from '../../writing/files.js';
import { planLines } from '../../writing/planLines.js';
import { problemLines } from '../../writing/problemLines.js';
import type { CommandInput } from '../CommandInput.js';

export interface ShowOptions {
  readonly file: string;
  readonly json: boolean;
  /** Where the page goes; undefined for none. */
  readonly html: string | undefined;
}

export function toOptions(input: CommandInput): ShowOptions {
  const json = input.has('json');
  const html = input.text('html');
  if (json && html !== undefined)
    throw new UsageError('--json and --html exclude each other', { next: 'Leave one out.' });
  return { file: input.word(0, 'the plan'), json, html };
}

/** Shows a plan that was kept; asks no server. */
export async function run(context: Context, { file, json, html }: ShowOptions): Promise<undefined> {
  const plan = await loadPlan(context, file);
  if (json) {
    await writeData(context.streams.stdout, `${stringifyJson(toPlanSummary(plan))}\n`);
    return;
  }
  if (html !== undefined) {
    const { planHtml } = await import('../../writing/planHtml.js');
    const sink = await openSink(context, html);
    await sink.write(planHtml(plan));
    await sink.close();
    if (html !== '-') await context.note(`Written to ${html}.`);
    return;
  }
  await page(context, plan);
}

async function page(context: Context, plan: Plan): Promise<void> {
  await writePaged(context, [
    ...(await planLines(context, plan, 'stdout', true)),
    ...problemLines(plan, (problems) => `\nThis plan is refused, because of ${problems}`),
  ]);
}
