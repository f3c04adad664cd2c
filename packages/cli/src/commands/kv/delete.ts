import { deleteValue } from '@clio/core/kv';
import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import {
  type ChangeOptions,
  changeLines,
  confirmChange,
  toChangeOptions,
} from '../../writing/confirmChange.js';
import type { CommandInput } from '../CommandInput.js';
import { fetchStored } from './set.js';

export interface DeleteOptions {
  readonly scope: string;
  readonly key: string;
  readonly change: ChangeOptions;
}

export function toOptions(input: CommandInput): DeleteOptions {
  return {
    scope: input.word(0, 'the scope'),
    key: input.word(1, 'the key'),
    change: toChangeOptions(input),
  };
}

/** Deletes one value. */
export async function run(
  context: Context,
  { scope, key, change }: DeleteOptions,
): Promise<ExitCode> {
  const client = await context.client();
  const before = await fetchStored(context, client, scope, key);
  if (before === undefined) {
    await context.warn(`No such value: ${scope}/${key}`);
    return ExitCode.failed;
  }
  const lines = changeLines(`${scope}/${key}`, before, undefined);
  if (!(await confirmChange(context, lines, 'Delete this value?', change))) return ExitCode.done;
  await deleteValue(client, scope, key, { signal: context.signal });
  await context.note('Deleted.');
  return ExitCode.done;
}
