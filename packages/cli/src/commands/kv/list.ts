import { fetchValues } from '@clio/core/kv';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import type { CommandInput } from '../CommandInput.js';
import { writeValues } from './records.js';

export interface ListOptions {
  readonly scope: string;
  /** Also when each was set. */
  readonly timestamp: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return {
    scope: input.word(0, 'the scope'),
    timestamp: input.has('timestamp'),
    output: toOutputOptions(input),
  };
}

/** Lists the user's values in a scope. */
export async function run(
  context: Context,
  { scope, timestamp, output }: ListOptions,
): Promise<undefined> {
  const values = await fetchValues(await context.client(), scope, {
    ...(timestamp ? { timestamp } : {}),
    signal: context.signal,
  });
  await writeValues(context, output, values, timestamp);
}
