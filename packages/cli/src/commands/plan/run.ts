import { guardPlan, writePlan } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { carryOut } from '../../writing/carryOut.js';
import { openSink } from '../../writing/files.js';
import { planLines } from '../../writing/planLines.js';
import { planTable } from '../../writing/planTable.js';
import { printPlan } from '../../writing/printPlan.js';
import {
  type GuardFlags,
  type TableInput,
  toGuards,
  toTableInput,
} from '../../writing/toWriteOptions.js';
import type { CommandInput } from '../CommandInput.js';

export interface PlanOptions {
  readonly table: TableInput;
  readonly guards: GuardFlags;
  /** Where the plan is kept; `-` is standard output. */
  readonly output: string | undefined;
  readonly json: boolean;
  readonly allChanges: boolean;
}

export function toOptions(input: CommandInput): PlanOptions {
  const output = input.text('output');
  const json = input.has('json');
  if (json && output === '-')
    throw new UsageError('--json and --output - both want standard output', {
      next: 'Leave one of them out.',
    });
  // A page cannot be applied, and a plan in a file of that name would open as a page of raw JSON.
  if (output !== undefined && /\.html?$/i.test(output))
    throw new UsageError(`${output} is the name of a page, and a plan is kept as JSON`, {
      next: `Keep the plan under another name, then: clio plan show PLANFILE --html ${output}`,
    });
  return {
    table: toTableInput(input, input.word(0, 'the table')),
    guards: toGuards(input),
    output,
    json,
    allChanges: input.has('all-changes'),
  };
}

/**
 * Makes a plan and keeps it. That something is protected is no failure of a plan: it is what the plan
 * is read for.
 */
export async function run(context: Context, options: PlanOptions): Promise<ExitCode> {
  const { client, plan } = await planTable(context, options.table, options.guards);
  const shown = { dryRun: true, yes: false, json: options.json, allChanges: options.allChanges };
  if (guardPlan(plan).some(({ refuses }) => refuses))
    return carryOut(context, plan, { ...shown, client });
  if (options.output === undefined) {
    await carryOut(context, plan, { ...shown, client });
    await context.note('Give -o FILE to keep the plan for "clio apply FILE".');
    return ExitCode.done;
  }
  const sink = await openSink(context, options.output);
  try {
    await sink.write(writePlan(plan));
    await sink.close();
  } catch (error) {
    await sink.abandon().catch(() => {});
    throw error;
  }
  if (options.output !== '-') {
    await printPlan(context, plan, options);
    await context.note(
      `\nKept in ${options.output}.\n  clio plan show ${options.output}\n  clio apply ${options.output}`,
    );
  } else if (!context.global.quiet) {
    const lines = await planLines(context, plan, 'stderr', options.allChanges);
    await context.streams.stderr.write(`${lines.join('\n')}\n`);
  }
  return ExitCode.done;
}
