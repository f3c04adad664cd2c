import type { Context } from '../../context/Context.js';
import type { ExitCode } from '../../errors/ExitCode.js';
import { carryOut } from '../../writing/carryOut.js';
import { planTable } from '../../writing/planTable.js';
import {
  type GuardFlags,
  type TableInput,
  toGuards,
  toRunOptions,
  toTableInput,
  type WriteRunOptions,
} from '../../writing/toWriteOptions.js';
import type { CommandInput } from '../CommandInput.js';

export interface ImportOptions {
  readonly table: TableInput;
  readonly guards: GuardFlags;
  readonly run: WriteRunOptions;
}

export function toOptions(input: CommandInput): ImportOptions {
  return {
    table: toTableInput(input, input.word(0, 'the table')),
    guards: toGuards(input),
    run: toRunOptions(input),
  };
}

/** Writes the values of a table. */
export async function run(context: Context, options: ImportOptions): Promise<ExitCode> {
  const { client, plan } = await planTable(context, options.table, options.guards);
  return carryOut(context, plan, { ...options.run, client });
}
