import type { CommandInput } from '../commands/CommandInput.js';
import type { FlagSpec } from '../commands/CommandSpec.js';
import type { Context } from '../context/Context.js';
import { confirm } from '../context/confirm.js';
import type { Row } from '../output/cell.js';
import { printable } from '../output/printable.js';
import { showValue } from './showValue.js';

/** Flags of a write that needs no plan in a file and no journal: of points, values and the like. */
export const changeFlags: readonly FlagSpec[] = [
  { flags: '--dry-run', description: 'show on standard output what would change, and stop' },
  { flags: '--yes', description: 'write without asking' },
];

/** How such a write is confirmed. */
export interface ChangeOptions {
  /** Show what would change and stop. */
  readonly dryRun: boolean;
  /** Do not ask. */
  readonly yes: boolean;
}

/** Reads `--dry-run` and `--yes`. */
export function toChangeOptions(input: CommandInput): ChangeOptions {
  return { dryRun: input.has('dry-run'), yes: input.has('yes') };
}

/**
 * Shows what would change, on standard error, and asks whether it is to be written; with `--dry-run` it
 * is shown on standard output, and nobody is asked.
 *
 * @returns whether to go on.
 * @throws CancelledError for a no, and where nobody can be asked.
 */
export async function confirmChange(
  context: Context,
  lines: readonly string[],
  question: string,
  { dryRun, yes }: ChangeOptions,
): Promise<boolean> {
  const text = lines.map(printable).join('\n');
  if (dryRun) {
    await context.streams.stdout.write(`${text}\n`);
    return false;
  }
  await context.note(text);
  await confirm(context, { question, yes });
  return true;
}

/** What becomes of one thing: its name, and each field that changes as before → after. */
export function changeLines(
  name: string,
  before: Row | undefined,
  after: Row | undefined,
): string[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = fields
    .map((field) => [field, showValue(before?.[field]), showValue(after?.[field])] as const)
    .filter(([, old, now]) => old !== now);
  const verb = before === undefined ? 'add' : after === undefined ? 'delete' : 'change';
  return [
    before !== undefined && after !== undefined && changed.length === 0
      ? `same ${name}`
      : `${verb} ${name}`,
    ...changed.map(([field, old, now]) =>
      before === undefined ? `  ${field}: ${now}` : `  ${field}: ${old} → ${now}`,
    ),
  ];
}
