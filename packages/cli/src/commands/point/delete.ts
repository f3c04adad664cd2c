import { isClioError } from '@clio/core';
import { deletePoint, fetchPoints } from '@clio/core/points';
import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import {
  type ChangeOptions,
  changeLines,
  confirmChange,
  toChangeOptions,
} from '../../writing/confirmChange.js';
import { counted } from '../../writing/showValue.js';
import type { CommandInput } from '../CommandInput.js';
import { type KeyOutcome, writeOutcomes } from './outcomes.js';

export interface DeleteOptions {
  readonly keys: readonly string[];
  /** Email of the owner; the user when undefined. */
  readonly user: string | undefined;
  /** Keys that have no annotation are no failure. */
  readonly allowMissing: boolean;
  readonly change: ChangeOptions;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): DeleteOptions {
  return {
    keys: [...new Set(input.words)],
    user: input.text('user'),
    allowMissing: input.has('allow-missing'),
    change: toChangeOptions(input),
    output: toOutputOptions(input),
  };
}

/** Deletes annotations by their keys, and prints what became of each. */
export async function run(context: Context, options: DeleteOptions): Promise<ExitCode> {
  const { keys, user, allowMissing, change, output } = options;
  const { signal } = context;
  const client = await context.datasetClient();
  const stored = new Map(
    (await fetchPoints(client, { user, signal })).map((point) => [point.key, point]),
  );
  const missing = keys.filter((key) => !stored.has(key));
  const there = keys.filter((key) => stored.has(key));
  let code: ExitCode = ExitCode.done;
  if (there.length > 0) {
    const lines = there.flatMap((key) => {
      const { key: _key, ...before } = stored.get(key)!;
      return changeLines(key, before, undefined);
    });
    const question = `Delete ${counted(there.length, 'annotation')}?`;
    if (await confirmChange(context, lines, question, change)) {
      const outcomes: KeyOutcome[] = [];
      let over = false;
      for (const key of there) {
        if (over) {
          outcomes.push({ key, outcome: 'unsent' });
          continue;
        }
        try {
          await deletePoint(client, key, { user, signal });
          outcomes.push({ key, outcome: 'deleted' });
        } catch (error) {
          // What would refuse the others, too, ends it.
          over = signal.aborted || !isClioError(error, 'not-found', 'invalid-request', 'server');
          outcomes.push({ key, outcome: 'failed', error });
        }
      }
      code = await writeOutcomes(context, output, outcomes);
    }
  }
  if (missing.length === 0) return code;
  await context.warn(
    `No such annotation: ${missing.join(', ')} (${missing.length} of ${counted(keys.length, 'key')})`,
  );
  return code === ExitCode.done && !allowMissing ? ExitCode.failed : code;
}
