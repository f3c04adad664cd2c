import { stringifyJson } from '@clio/core';
import { fetchValue } from '@clio/core/kv';
import type { Context } from '../../context/Context.js';
import { writeData } from '../../output/harmless.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import type { CommandInput } from '../CommandInput.js';
import { writeValues } from './records.js';

export interface GetOptions {
  readonly scope: string;
  readonly key: string;
  /** Also when it was set. */
  readonly timestamp: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): GetOptions {
  return {
    scope: input.word(0, 'the scope'),
    key: input.word(1, 'the key'),
    timestamp: input.has('timestamp'),
    output: toOutputOptions(input),
  };
}

/** Prints one value. */
export async function run(context: Context, options: GetOptions): Promise<undefined> {
  const { scope, key, timestamp, output } = options;
  const client = await context.client();
  const value = await fetchValue(client, scope, key, {
    ...(timestamp ? { timestamp } : {}),
    signal: context.signal,
  });
  if (output.explicit) await writeValues(context, output, { [key]: value }, timestamp);
  else await writeData(context.streams.stdout, `${stringifyJson(value)}\n`);
}
