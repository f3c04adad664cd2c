import type { Context } from '../context/Context.js';
import type { ExitCode } from '../errors/ExitCode.js';
import type { CommandInput } from './CommandInput.js';

/** A flag of a command, as it stands in help, completion and the reference. */
export interface FlagSpec {
  /** As it is typed: `--all`, `--version <tag>`, `--json [fields]`, `-o, --output <file>`. */
  readonly flags: string;
  readonly description: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** It may be given several times; the values are gathered. */
  readonly repeat?: boolean;
  /** What a value of it is, for completion of live values. */
  readonly value?: 'dataset' | 'version' | 'field' | 'file' | 'server' | 'alias' | 'run';
  /** Left out of help. */
  readonly hidden?: boolean;
}

/** A word that a command takes. */
export interface ArgumentSpec {
  /** As it is shown: `<file>` must be there, `[id...]` may be, and several times. */
  readonly name: string;
  readonly description: string;
  /** The values that it takes, for completion. */
  readonly choices?: readonly string[];
  readonly value?: FlagSpec['value'];
}

/** A command as typed, and what it is for. */
export interface ExampleSpec {
  readonly command: string;
  readonly about: string;
}

/** Starts a command: makes its options from the words and flags, and runs it. */
export type StartCommand = (context: Context, input: CommandInput) => Promise<ExitCode>;

/**
 * One command, without the code that carries it out: cheap enough that help, completion, the
 * reference and the unknown-flag check know all of them. `load` brings the rest.
 */
export interface CommandSpec {
  readonly name: string;
  /** One line for lists of commands, without a full stop. */
  readonly summary: string;
  /** More for the command's own help. */
  readonly description?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly flags?: readonly FlagSpec[];
  readonly examples?: readonly ExampleSpec[];
  readonly hidden?: boolean;
  readonly load: () => Promise<StartCommand>;
}

/** A noun and its verbs. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  /** Under which heading of `clio help` it stands. */
  readonly section: Section;
  readonly commands: readonly CommandSpec[];
}

/** A command without a noun, such as `clio doctor`. */
export interface TopCommand extends CommandSpec {
  readonly section: Section;
  /** Its verbs, for a command that has some beside its own work, such as `clio plan show`. */
  readonly commands?: readonly CommandSpec[];
}

/** Headings of `clio help`, in their order. */
export const sections = ['Start here', 'Read', 'Write', 'Tools'] as const;
export type Section = (typeof sections)[number];

/** What a file `commands/<noun>/<verb>.ts` exports. */
export interface CommandModule<Options> {
  /** Options from words and flags; throws a `UsageError`. Does no I/O. */
  toOptions(input: CommandInput): Options;
  /** Carries the command out. Resolves with the exit code; nothing means done. */
  run(context: Context, options: Options): Promise<ExitCode | undefined>;
}

/**
 * The `load` of a command whose module is imported only when it runs.
 *
 * @example
 * ```ts
 * load: lazily(() => import('./list.js')),
 * ```
 */
export function lazily<Options>(
  importModule: () => Promise<CommandModule<Options>>,
): CommandSpec['load'] {
  return async () => {
    const { toOptions, run } = await importModule();
    return async (context, input) => (await run(context, toOptions(input))) ?? 0;
  };
}
