import { type Client, isClioError } from '@clio/core';
import { checkValue, fetchValue, setValue } from '@clio/core/kv';
import type { Context } from '../../context/Context.js';
import { inputName, readInput, toJsonValue } from '../../context/readInput.js';
import { UsageError } from '../../errors/CliError.js';
import type { Row } from '../../output/cell.js';
import {
  type ChangeOptions,
  changeLines,
  confirmChange,
  toChangeOptions,
} from '../../writing/confirmChange.js';
import type { CommandInput } from '../CommandInput.js';

export interface SetOptions {
  readonly scope: string;
  readonly key: string;
  /** The value as typed. */
  readonly value: string | undefined;
  /** The file that holds it; `-` is standard input. */
  readonly input: string | undefined;
  readonly change: ChangeOptions;
}

export function toOptions(input: CommandInput): SetOptions {
  const value = input.words[2];
  const file = input.text('input');
  if ((value === undefined) === (file === undefined))
    throw new UsageError(value === undefined ? 'no value is given' : 'two values are given', {
      next: `Write "clio kv set SCOPE KEY '{...}'", or --input FILE.`,
    });
  return {
    scope: input.word(0, 'the scope'),
    key: input.word(1, 'the key'),
    value,
    input: file,
    change: toChangeOptions(input),
  };
}

/** Sets one value. */
export async function run(context: Context, options: SetOptions): Promise<undefined> {
  const { scope, key, input, change } = options;
  const text = options.value ?? (await readInput(context, input!));
  const value = checkValue(toJsonValue(text, input === undefined ? 'the value' : inputName(input)));
  const client = await context.client();
  const before = await fetchStored(context, client, scope, key);
  const lines = changeLines(`${scope}/${key}`, before, value);
  if (!(await confirmChange(context, lines, 'Set this value?', change))) return;
  await setValue(client, scope, key, value, { signal: context.signal });
  await context.note('Set.');
}

/** The value that is there, or undefined. */
export async function fetchStored(
  context: Context,
  client: Client,
  scope: string,
  key: string,
): Promise<Row | undefined> {
  try {
    return await fetchValue(client, scope, key, { signal: context.signal });
  } catch (error) {
    if (isClioError(error, 'not-found')) return undefined;
    throw error;
  }
}
