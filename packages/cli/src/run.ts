import type { CommandInput } from './commands/CommandInput.js';
import { globalFlags } from './commands/globalFlags.js';
import { commands } from './commands/index.js';
import type { Context } from './context/Context.js';
import { createContext } from './context/createContext.js';
import type { System } from './context/System.js';
import { afterName } from './errors/afterName.js';
import { UsageError } from './errors/CliError.js';
import { ExitCode } from './errors/ExitCode.js';
import type { ErrorReport } from './errors/report.js';
import { createPaint, type Paint } from './output/paint.js';
import { printable } from './output/printable.js';
import { parseArguments, type Request } from './program.js';
import { isUpdateNoticeWanted } from './updates/isUpdateNoticeWanted.js';

/**
 * Runs one command: the whole of `clio` but for the process around it.
 *
 * @param argv the words after `clio`.
 * @param system what it may reach; nothing else is.
 * @returns the exit code. It never throws.
 *
 * @example
 * ```ts
 * const exitCode = await runCli(['dataset', 'list', '--json'], system);
 * ```
 */
export async function runCli(argv: readonly string[], system: System): Promise<ExitCode> {
  let debug = argv.includes('--debug');
  let paint = (): Paint =>
    createPaint({ isTTY: system.streams.stderr.isTTY, env: system.env, when: colorFlag(argv) });
  try {
    const words = await expandWords(argv, system);
    if (typeof words === 'number') return words;
    const { stdout } = system.streams;
    const request = parseArguments(commands, words, () =>
      stdout.isTTY ? stdout.columns : undefined,
    );
    if (request.kind === 'run') {
      debug = request.input.has('debug');
      const context = createContext(system, request.input);
      paint = () => context.paint.stderr;
      return await start(request, context, system);
    }
    await system.streams.stdout.write(await textOf(request, system));
    return ExitCode.done;
  } catch (error) {
    // What an interrupt breaks on its way is no fault of its own.
    const cause = system.signal.aborted ? system.signal.reason : error;
    const { causesOf, reportError } = await import('./errors/report.js');
    const report = reportError(cause);
    await print(report, debug ? causesOf(cause) : [], system, paint());
    return report.exitCode;
  }
}

/**
 * The words as the commands know them: an alias is replaced by what it stands for, and a completion
 * gets the server and the dataset that the words name. A number is the exit code of a `clio-NAME`
 * program that was run in the place of a command.
 */
async function expandWords(
  argv: readonly string[],
  system: System,
): Promise<readonly string[] | ExitCode> {
  if (argv[0] === '__complete')
    return (await import('./completion/hoistTarget.js')).hoistTarget(argv);
  const start = startOfCommand(argv);
  const name = argv[start];
  if (name === undefined || name.startsWith('-')) return argv;
  if (name === 'help' && start === 0) return (await helpOfExtension(argv, system)) ?? argv;
  if (isCommand(name)) return argv;
  const { expandAlias } = await import('./aliases/expandAlias.js');
  const expanded = await expandAlias(argv.slice(start), system.env);
  if (expanded && 'words' in expanded) return [...argv.slice(0, start), ...expanded.words];
  if (expanded) {
    const { runLine } = await import('./aliases/runLine.js');
    return runLine(expanded.line, [name, ...expanded.given], system);
  }
  // A program knows nothing of flags before its name.
  if (start > 0) return argv;
  const { runExtension } = await import('./aliases/runExtension.js');
  return (await runExtension(argv, system)) ?? argv;
}

const isCommand = (word: string) =>
  [...commands.groups, ...commands.top].some(({ name }) => name === word);

/** Where the first word stands that is neither a flag that every command has nor its value. */
function startOfCommand(argv: readonly string[]): number {
  let at = 0;
  for (let word = argv[at]; word?.startsWith('--'); word = argv[at]) {
    const [name] = word.split('=');
    const flag = globalFlags.find(({ flags }) => flags.split(' ')[0] === name);
    if (!flag) break;
    at += flag.flags.includes('<') && !word.includes('=') ? 2 : 1;
  }
  return at;
}

/** `clio help NAME` for a program `clio-NAME` is what `clio NAME --help` is. */
async function helpOfExtension(
  [, name, ...rest]: readonly string[],
  system: System,
): Promise<ExitCode | undefined> {
  if (name === undefined || rest.length > 0 || isCommand(name)) return undefined;
  const { topics } = await import('./help/topics.js');
  if (topics.some((topic) => topic.name === name)) return undefined;
  const { findAlias } = await import('./aliases/findAlias.js');
  if ((await findAlias(name, system.env)) !== undefined) return undefined;
  const { runExtension } = await import('./aliases/runExtension.js');
  return runExtension([name, '--help'], system);
}

async function start(
  { spec, input }: Extract<Request, { kind: 'run' }>,
  context: Context,
  system: System,
): Promise<ExitCode> {
  refuseToken(input);
  const run = await spec.load();
  if (!spec.hidden) await context.prepareColor();
  try {
    const exitCode = await run(context, input);
    if (system.updates && !spec.hidden && isUpdateNoticeWanted(system)) {
      const { tellOfUpdate } = await import('./updates/tellOfUpdate.js');
      await tellOfUpdate(context, await system.updates());
    }
    return exitCode;
  } catch (error) {
    system.signal.throwIfAborted();
    throw await context.explain(error);
  }
}

async function textOf(request: Exclude<Request, { kind: 'run' }>, system: System): Promise<string> {
  if (request.kind === 'help') return request.text;
  if (request.kind === 'version') return `${system.version}\n`;
  const { overview } = await import('./help/overview.js');
  return overview(commands, system);
}

/** A token typed as an argument is in the shell's history and in the list of processes by then. */
function refuseToken(input: CommandInput): void {
  if (input.has('token'))
    throw new UsageError('a token is not taken as an argument', {
      why: 'Other users of this machine could read it there, and the shell keeps it in its history.',
      next: [
        'Pipe it into "clio auth login --with-token", or set CLIO_TOKEN.',
        'If the one that you typed is valid, revoke it.',
      ],
    });
}

/** What `--color` says in words that were perhaps not understood. */
function colorFlag(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => /^--(no-color|color(=.*)?)$/.test(word));
  const word = words[at];
  if (word === '--no-color') return 'never';
  return word === '--color' ? words[at + 1] : word?.slice('--color='.length);
}

async function print(
  report: ErrorReport,
  causes: readonly string[],
  system: System,
  paint: Paint,
): Promise<void> {
  const { stderr } = system.streams;
  const [what, ...rest] = report.lines;
  if (what === undefined) return;
  const safe = (text: string) => text.split('\n').map(printable).join('\n  ');
  const lines = [
    `${paint('red', 'clio:')} ${safe(afterName(what))}`,
    ...[...rest, ...causes].map((line) => `  ${safe(line)}`),
  ];
  // Where even this cannot be written, the exit code is all that is left to say.
  await stderr.write(`${lines.join('\n')}\n`).catch(() => {});
}
