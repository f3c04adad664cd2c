import { Command, type CommanderError, Option } from 'commander';
import { CommandInput } from './commands/CommandInput.js';
import type { CommandGroup, CommandSpec, FlagSpec, TopCommand } from './commands/CommandSpec.js';
import { globalFlags } from './commands/globalFlags.js';
import { UsageError } from './errors/CliError.js';
import { sameMeaning } from './errors/sameMeaning.js';

/** What the words typed ask for. */
export type Request =
  | { readonly kind: 'run'; readonly spec: CommandSpec; readonly input: CommandInput }
  | { readonly kind: 'help'; readonly text: string }
  /** `clio` or `clio --help`: the overview, which says more than the parser knows. */
  | { readonly kind: 'overview' }
  | { readonly kind: 'version' };

/** Everything that `clio` can do. */
export interface Commands {
  readonly groups: readonly CommandGroup[];
  readonly top: readonly TopCommand[];
}

/**
 * Finds the command and its flags in the words typed, without running anything.
 *
 * `width` is that of the terminal, in columns; undefined where the help goes elsewhere.
 *
 * @throws UsageError for an unknown command or flag, a flag without its value, or too many words.
 */
export function parseArguments(
  commands: Commands,
  argv: readonly string[],
  width: () => number | undefined = () => undefined,
): Request {
  // To make all commands costs more than all the rest of the parsing. Only where the words ask for none of those
  // they name, all of them are made, from whose names a mistyped one gets its suggestion.
  const words = new Set(argv);
  const isNamed = ({ name }: CommandGroup | TopCommand) => words.has(name);
  const named = { groups: commands.groups.filter(isNamed), top: commands.top.filter(isNamed) };
  if (named.groups.length + named.top.length === 0) return parseWith(commands, argv, width);
  try {
    return parseWith(named, argv, width);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return parseWith(commands, argv, width);
  }
}

function parseWith(
  commands: Commands,
  argv: readonly string[],
  width: () => number | undefined,
): Request {
  let request: Request | undefined;
  let printed = '';
  const keep = (text: string) => {
    printed += text;
  };
  const program = createProgram(commands, (chosen) => {
    request = chosen;
  });
  for (const [command, path] of everyCommand(program, 'clio'))
    command
      .exitOverride((error) => {
        throw new ParserStop(error, path);
      })
      .configureOutput({
        writeOut: keep,
        writeErr: keep,
        outputError: () => {},
        // The parser itself would open the process's streams to find these out.
        getOutHelpWidth: width as () => number,
        getErrHelpWidth: width as () => number,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      });
  try {
    program.parse(separateJson(commands, argv), { from: 'user' });
  } catch (stop) {
    if (!(stop instanceof ParserStop)) throw stop;
    const { code } = stop.error;
    if (code === 'commander.version') return { kind: 'version' };
    // A noun alone asks for its help, as does --help.
    if (code === 'commander.help' || code === 'commander.helpDisplayed')
      return stop.path === 'clio' ? { kind: 'overview' } : { kind: 'help', text: printed };
    throw toUsageError(stop, commands);
  }
  if (request === undefined) throw new Error('no command took the words');
  return request;
}

/** Thrown where the parser would end the process. */
class ParserStop extends Error {
  constructor(
    readonly error: CommanderError,
    /** The command that it had come to. */
    readonly path: string,
  ) {
    super(error.message);
  }
}

/**
 * The whole tree as a commander program, for parsing, help and completion. `choose` is called with the
 * command that the words ask for.
 */
export function createProgram(
  { groups, top }: Commands,
  choose: (request: Request) => void = () => {},
): Command {
  const program = dress(new Command('clio'), globalFlags).version('', '-V, --version');
  for (const spec of top) {
    const command = leaf(spec, spec.name, choose);
    for (const verb of spec.commands ?? [])
      command.addCommand(leaf(verb, `${spec.name} ${verb.name}`, choose));
    program.addCommand(command, { hidden: !!spec.hidden });
  }
  for (const group of groups) {
    const command = dress(new Command(group.name), globalFlags)
      .summary(group.summary)
      .description(group.description ?? `${group.summary}.`);
    for (const spec of group.commands)
      command.addCommand(leaf(spec, `${group.name} ${spec.name}`, choose), {
        hidden: !!spec.hidden,
      });
    program.addCommand(command);
  }
  return program;
}

function leaf(spec: CommandSpec, path: string, choose: (request: Request) => void): Command {
  const command = dress(new Command(spec.name), [...(spec.flags ?? []), ...globalFlags])
    .summary(spec.summary)
    .description(spec.description ?? `${spec.summary}.`);
  for (const argument of spec.arguments ?? [])
    command.argument(argument.name, argument.description);
  const examples = spec.examples ?? [];
  if (examples.length > 0)
    command.addHelpText('after', () =>
      ['', 'Examples:', ...examples.map((one) => `  # ${one.about}\n  ${one.command}`)].join('\n'),
    );
  return command.action(() => {
    // Flags may stand before the noun, between noun and verb, and after it; the last place wins.
    const flags = new Map<string, unknown>();
    for (let level: Command | null = command; level; level = level.parent)
      for (const option of level.options) {
        const value = level.getOptionValue(option.attributeName());
        const given = level.getOptionValueSource(option.attributeName()) !== 'default';
        const name = option.name().replace(/^no-/, '');
        if (value !== undefined && given && !flags.has(name))
          flags.set(name, value === true && option.optional ? '' : value);
      }
    choose({ kind: 'run', spec, input: new CommandInput(command.args, flags, `clio ${path}`) });
  });
}

/** Settings and flags that every command of the tree has. */
function dress(command: Command, flags: readonly FlagSpec[]): Command {
  command
    .enablePositionalOptions()
    .helpCommand(false)
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .configureHelp({ showGlobalOptions: false });
  for (const flag of flags) command.addOption(toOption(flag));
  return command;
}

function toOption(flag: FlagSpec): Option {
  const option = new Option(flag.flags, flag.description);
  if (flag.choices) option.choices([...flag.choices]);
  if (flag.repeat)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  if (flag.hidden) option.hideHelp();
  if (globalFlags.includes(flag)) option.helpGroup('Everywhere:');
  return option;
}

function* everyCommand(command: Command, path: string): Generator<[Command, string]> {
  yield [command, path];
  for (const child of command.commands) yield* everyCommand(child, `${path} ${child.name()}`);
}

/**
 * Decides what follows a `--json [fields]`: the next word is the fields unless it is missing or begins
 * with `-`. The parser alone would take a lone `-`, which means standard input, and a negative number.
 */
function separateJson(commands: Commands, argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const at = argv.indexOf('--json');
  const next = argv[at + 1];
  if (at < 0 || (end >= 0 && at > end) || !next?.startsWith('-')) return [...argv];
  const takesFields = findSpec(commands, argv)?.flags?.some((flag) =>
    flag.flags.startsWith('--json ['),
  );
  return takesFields ? argv.with(at, '--json=') : [...argv];
}

/** The command that the words most likely name; the parser has the last word. */
function findSpec({ groups, top }: Commands, argv: readonly string[]): CommandSpec | undefined {
  for (const [index, word] of argv.entries()) {
    const group = groups.find(({ name }) => name === word);
    if (group) return group.commands.find(({ name }) => argv.slice(index + 1).includes(name));
    const alone = top.find(({ name }) => name === word);
    if (alone) return alone;
  }
  return undefined;
}

/** One of the parser's errors in our words. A value after `=` is left out: it may be a secret. */
function toUsageError({ error, path }: ParserStop, { groups, top }: Commands): UsageError {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const given = /^unknown option '(--[\w-]+)=/.exec(first)?.[1];
  if (given !== undefined) {
    const [noun, own] = path.split(' ').slice(1);
    const found =
      groups.find(({ name }) => name === noun)?.commands.find(({ name }) => name === own) ??
      top.find(({ name }) => name === noun);
    const known = [...(found?.flags ?? []), ...globalFlags];
    if (known.some(({ flags }) => flags.split(/[ ,]+/).includes(given)))
      return new UsageError(`flag '${given}' takes no value`, { next: `See "${path} --help".` });
  }
  const what =
    error.code === 'commander.unknownOption'
      ? first.replace(/=.*'$/s, "'").replace('unknown option', 'unknown flag')
      : first.replace(/^option /, 'flag ');
  const verb = /^unknown command '(.+)'$/.exec(first)?.[1];
  const verbs = groups.find(({ name }) => `clio ${name}` === path)?.commands ?? [];
  const near =
    (verb &&
      sameMeaning(
        verb,
        verbs.map(({ name }) => name),
      )) ??
    /Did you mean (?:one of )?(.+)\?\)/.exec(suggestion ?? '')?.[1];
  const see = `See "${path} --help".`;
  return new UsageError(what, { next: near ? [`Did you mean ${near}?`, see] : see });
}
