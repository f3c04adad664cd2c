import { type BodyOutcome, type RunRecord, stringifyJson, toRunSummary } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { CliError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { writeData } from '../../output/harmless.js';
import { factLines } from '../../output/writeFacts.js';
import { writePaged } from '../../output/writePaged.js';
import { openJournal } from '../../writing/openJournal.js';
import { readRun } from '../../writing/readRun.js';
import { describeOutcome } from '../../writing/showReport.js';
import type { CommandInput } from '../CommandInput.js';
import { countsInWords } from './list.js';

export interface ViewOptions {
  readonly id: string | undefined;
  readonly json: boolean;
  readonly all: boolean;
}

export function toOptions(input: CommandInput): ViewOptions {
  return { id: input.words[0], json: input.has('json'), all: input.has('all') };
}

/** Shows how a run ended. */
export async function run(context: Context, { id, json, all }: ViewOptions): Promise<undefined> {
  const journals = openJournal(context);
  const chosen = id ?? (await journals.list())[0]?.id;
  if (chosen === undefined)
    throw new CliError(ExitCode.failed, 'there is no run on record', {
      why: `Runs are kept in ${journals.folder}.`,
    });
  const record = await readRun(journals, chosen);
  const bodies = bodiesOf(record);
  if (json) {
    const { marks, repairs } = record;
    const whole = { ...toRunSummary(record), bodies, marks, repairs };
    await writeData(context.streams.stdout, `${stringifyJson(whole)}\n`);
    return;
  }
  const { counts, ...summary } = toRunSummary(record);
  const facts = await factLines(context, { ...summary, bodies: countsInWords(counts) });
  for (const repair of record.repairs) await context.warn(repair);
  const shown = bodies.filter(
    ({ outcome, left }) => all || !['written', 'same'].includes(outcome) || left !== undefined,
  );
  await writePaged(context, [...facts.lines, ...shown.flatMap(describeOutcome)]);
  if (facts.cut) await context.note('Long values are cut; --json shows them whole.');
  if (record.state === 'interrupted') await context.note(`clio resume ${chosen} goes on with it.`);
}

/** Every body of the plan with its outcome; without one on record it was sent or not. */
function bodiesOf({ plan, outcomes, sent }: RunRecord): BodyOutcome[] {
  return plan.bodies.map(({ bodyid, row }) => {
    const known = outcomes.get(bodyid);
    const { reason, left } = known ?? {};
    return {
      bodyid,
      outcome: known?.outcome ?? (sent.has(bodyid) ? 'unknown' : 'unsent'),
      ...(reason === undefined ? {} : { reason }),
      ...(left === undefined || left.length === 0 ? {} : { left }),
      ...(row === undefined ? {} : { row }),
    };
  });
}
