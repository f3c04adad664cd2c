import type { Context } from '../../context/Context.js';
import { type ExitCode, strongest } from '../../errors/ExitCode.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { printable } from '../../output/printable.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { type Finding, skipped } from './Check.js';
import { machineChecks } from './machine.js';
import { findingOf, remoteChecks } from './remote.js';

export interface DoctorOptions {
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): DoctorOptions {
  return { output: toOutputOptions(input) };
}

/** Runs all checks, and exits with the strongest reason for which one failed. */
export async function run(context: Context, { output }: DoctorOptions): Promise<ExitCode> {
  const onTerminal = !output.explicit && context.streams.stdout.isTTY;
  const rows: (Omit<Finding, 'exitCode'> & { readonly check: string })[] = [];
  const exitCodes: ExitCode[] = [];
  const usable = await context.settings().then(
    () => true,
    () => false,
  );
  const remote = remoteChecks(context).map((check) =>
    usable ? check : { ...check, run: async () => skipped('The configuration cannot be used.') },
  );
  for (const { name, run: look } of [...machineChecks(context), ...remote]) {
    const { exitCode, ...finding } = await look().catch((error: unknown) => {
      context.signal.throwIfAborted();
      return findingOf(error);
    });
    exitCodes.push(exitCode);
    rows.push({ check: name, ...finding });
    if (onTerminal) await context.streams.stdout.write(describe(context, name, finding));
  }
  if (!onTerminal)
    await writeRecords(context, output, {
      noun: ['check', 'checks'],
      columns: [
        { field: 'check', id: true },
        { field: 'state', whole: true },
        { field: 'message' },
        { field: 'remedy' },
      ],
      batches: [rows],
    });
  return strongest(exitCodes);
}

const signs = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failed: ['✗', 'red'],
  skipped: ['-', 'dim'],
} as const;

function describe(context: Context, name: string, finding: Omit<Finding, 'exitCode'>): string {
  const [sign, style] = signs[finding.state];
  const first = `${context.paint.stdout(style, sign)} ${name.padEnd(9)}${printable(finding.message)}\n`;
  return finding.remedy === null
    ? first
    : `${first}  ${' '.repeat(9)}${printable(finding.remedy)}\n`;
}
