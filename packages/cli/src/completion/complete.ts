import type { ArgumentSpec, CommandSpec, FlagSpec } from '../commands/CommandSpec.js';
import { globalFlags } from '../commands/globalFlags.js';
import { topics } from '../help/topics.js';
import type { Commands } from '../program.js';
import { type FlagForm, toFlagForm } from './flags.js';

/** What may stand in the place of the word that is being typed. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** The word goes on: the shell is to add no blank. */
  readonly open?: boolean;
  /** The name of a file is wanted, which the shell knows best. */
  readonly files?: boolean;
}

export interface Candidate {
  readonly value: string;
  readonly description?: string | undefined;
}

/** Names that only the server or the configuration know. */
export type LiveValues = (
  kind: 'dataset' | 'version' | 'field' | 'server' | 'alias' | 'run',
) => Promise<readonly string[]>;

const nothing: Completion = { candidates: [] };

/**
 * Completes the last of the words after `clio`, which may be empty.
 *
 * @example
 * ```ts
 * await complete(commands, ['dataset', 'l'], live); // { candidates: [{ value: 'list', … }] }
 * ```
 */
export async function complete(
  commands: Commands,
  words: readonly string[],
  live: LiveValues,
): Promise<Completion> {
  const current = words.at(-1) ?? '';
  const place = walk(commands, words.slice(0, -1));
  const found = await candidates(commands, place, current, live);
  return {
    ...found,
    candidates: found.candidates.filter(({ value }) => value.startsWith(current)),
  };
}

/** Where in a command line the last word stands. */
interface Place {
  readonly noun: string | undefined;
  /** The command that has been named; undefined while its name is not whole. */
  readonly spec: CommandSpec | undefined;
  /** Commands that may come next. */
  readonly verbs: readonly CommandSpec[];
  readonly flags: readonly FlagForm[];
  /** Words that the command has been given. */
  readonly given: number;
  readonly used: ReadonlySet<string>;
  /** The flag whose value is due. */
  readonly awaiting: FlagForm | undefined;
  /** `--` was there: only words follow. */
  readonly onlyWords: boolean;
}

function walk({ groups, top }: Commands, words: readonly string[]): Place {
  let noun: string | undefined;
  let spec: CommandSpec | undefined;
  let verbs: readonly CommandSpec[] = [];
  let flags = globalFlags.map(toFlagForm);
  let given = 0;
  let awaiting: FlagForm | undefined;
  let onlyWords = false;
  const used = new Set<string>();
  const choose = (chosen: CommandSpec, next: readonly CommandSpec[] = []) => {
    spec = chosen;
    verbs = next;
    flags = [...(chosen.flags ?? []), ...globalFlags].map(toFlagForm);
  };
  for (const word of words) {
    if (awaiting) {
      const optional: boolean = awaiting.takes === 'perhaps a value';
      awaiting = undefined;
      if (!optional || !word.startsWith('-')) continue;
    }
    if (word === '--' && !onlyWords) onlyWords = true;
    else if (word.startsWith('-') && word !== '-' && !onlyWords) {
      const [name, value] = splitFlag(word);
      const flag = flags.find(({ long, short }) => long === name || short === name);
      if (!flag) continue;
      used.add(flag.long);
      if (flag.takes !== 'nothing' && value === undefined) awaiting = flag;
    } else if (noun === undefined) {
      noun = word;
      const group = groups.find(({ name }) => name === word);
      const alone = top.find(({ name }) => name === word);
      if (group) verbs = group.commands;
      else if (alone) choose(alone, alone.commands);
    } else {
      const verb = given === 0 ? verbs.find(({ name }) => name === word) : undefined;
      if (verb) choose(verb);
      else given++;
    }
  }
  return { noun, spec, verbs, flags, given, used, awaiting, onlyWords };
}

function splitFlag(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

async function candidates(
  commands: Commands,
  place: Place,
  current: string,
  live: LiveValues,
): Promise<Completion> {
  const { awaiting, flags, noun, onlyWords, spec, used, verbs } = place;
  if (awaiting && !(awaiting.takes === 'perhaps a value' && current.startsWith('-')))
    return valuesOf(awaiting.spec, current, place, live);
  if (current.startsWith('-') && !onlyWords) {
    const [name, value] = splitFlag(current);
    if (value === undefined)
      return {
        candidates: flags
          .filter(({ spec: { hidden, repeat }, long }) => !hidden && (repeat || !used.has(long)))
          .map(({ long, spec: { description } }) => ({ value: long, description }))
          .concat(used.size === 0 ? [{ value: '--help', description: 'show the help' }] : []),
      };
    const flag = flags.find(({ long, takes }) => long === name && takes !== 'nothing');
    if (!flag) return nothing;
    const found = await valuesOf(flag.spec, value, place, live);
    return {
      ...found,
      candidates: found.candidates.map((one) => ({ ...one, value: `${name}=${one.value}` })),
    };
  }
  if (noun === undefined) {
    const visible = [...commands.groups, ...commands.top.filter(({ hidden }) => !hidden)];
    const aliases = await live('alias');
    return { candidates: [...visible.map(named), ...aliases.map((value) => ({ value }))] };
  }
  const next = place.given === 0 ? verbs.filter(({ hidden }) => !hidden).map(named) : [];
  if (!spec) return { candidates: next };
  if (spec.name === 'help') return { candidates: helpWords(commands, place.given) };
  const argument = argumentAt(spec.arguments ?? [], place.given);
  const found = argument ? await valuesOf(argument, current, place, live) : nothing;
  return { ...found, candidates: [...next, ...found.candidates] };
}

function named({ name, summary }: { name: string; summary: string }): Candidate {
  return { value: name, description: summary };
}

function helpWords({ groups, top }: Commands, given: number): Candidate[] {
  return given === 0
    ? [...groups, ...top.filter(({ hidden }) => !hidden), ...topics].map(named)
    : [];
}

function argumentAt(specs: readonly ArgumentSpec[], index: number): ArgumentSpec | undefined {
  const last = specs.at(-1);
  return specs[index] ?? (last?.name.includes('...') ? last : undefined);
}

async function valuesOf(
  { choices, value: kind, ...flag }: ArgumentSpec | FlagSpec,
  current: string,
  { noun }: Place,
  live: LiveValues,
): Promise<Completion> {
  if (choices) return { candidates: choices.map((value) => ({ value })) };
  if (kind === undefined) return nothing;
  if (kind === 'file') return { candidates: [], files: true };
  if (kind !== 'field') return { candidates: (await live(kind)).map((value) => ({ value })) };
  // The fields that the server knows are those of annotations; other kinds have others.
  if (noun !== 'annotation') return nothing;
  const fields = await live('field');
  // Words name a field in order to give it a value; flags mostly only name it.
  if (!('flags' in flag) || flag.flags.includes('field=value'))
    return { candidates: fields.map((field) => ({ value: `${field}=` })), open: true };
  // `a,b,c`: the last of them is being typed.
  const before = current.slice(0, current.lastIndexOf(',') + 1);
  const there = new Set(before.split(','));
  return {
    candidates: fields
      .filter((field) => !there.has(field))
      .map((field) => ({ value: `${before}${field}` })),
    open: true,
  };
}
