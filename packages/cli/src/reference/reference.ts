import type { CommandSpec } from '../commands/CommandSpec.js';
import { sections } from '../commands/CommandSpec.js';
import { globalFlags } from '../commands/globalFlags.js';
import { type Topic, topics } from '../help/topics.js';
import type { Commands } from '../program.js';

/** A command with the words that name it. */
interface Entry {
  readonly path: string;
  readonly spec: CommandSpec;
}

/**
 * The reference, made from the commands: file name to content. `docs/reference.md` holds all of them,
 * `man/clio.1` is the overview, and `man/clio-NOUN.1` a noun with its verbs.
 */
export async function referenceFiles(commands: Commands): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  files.set('docs/reference.md', await markdown(commands));
  files.set('man/clio.1', await overviewPage(commands));
  for (const { name, summary, description, entries } of nouns(commands))
    files.set(`man/clio-${name}.1`, page(name, summary, description, entries));
  return files;
}

interface Noun {
  readonly name: string;
  readonly section: string;
  readonly summary: string;
  readonly description: string;
  readonly entries: readonly Entry[];
}

function nouns({ groups, top }: Commands): Noun[] {
  const visible = (spec: CommandSpec) => !spec.hidden;
  return [
    ...groups.map(({ name, section, summary, description, commands }) => ({
      name,
      section,
      summary,
      description: description ?? `${summary}.`,
      entries: commands
        .filter(visible)
        .map((spec) => ({ path: `clio ${name} ${spec.name}`, spec })),
    })),
    ...top.filter(visible).map((spec) => ({
      name: spec.name,
      section: spec.section,
      summary: spec.summary,
      description: spec.description ?? `${spec.summary}.`,
      entries: [
        { path: `clio ${spec.name}`, spec },
        ...(spec.commands ?? []).map((verb) => ({
          path: `clio ${spec.name} ${verb.name}`,
          spec: verb,
        })),
      ],
    })),
  ];
}

function usage({ path, spec }: Entry): string {
  return [path, ...(spec.arguments ?? []).map(({ name }) => name), '[flags]'].join(' ');
}

const shown = (spec: CommandSpec) => (spec.flags ?? []).filter(({ hidden }) => !hidden);

async function markdown(commands: Commands): Promise<string> {
  const lines = [
    '# Reference of clio',
    '',
    'Made from the commands themselves; `clio NOUN VERB --help` says the same.',
  ];
  const all = nouns(commands);
  for (const section of sections) {
    const here = all.filter((noun) => noun.section === section);
    if (here.length > 0) lines.push('', `## ${section}`);
    for (const { name, description, entries } of here) {
      lines.push('', `### clio ${name}`, '', escapeMarkdown(description));
      for (const entry of entries) {
        const { spec, path } = entry;
        if (path !== `clio ${name}`)
          lines.push(
            '',
            `#### ${path}`,
            '',
            escapeMarkdown(spec.description ?? `${spec.summary}.`),
          );
        lines.push('', '```text', usage(entry), '```');
        const rows = [
          ...(spec.arguments ?? []).map((one) => [one.name, one.description]),
          ...shown(spec).map((one) => [one.flags, withChoices(one)]),
        ];
        if (rows.length > 0) lines.push('', '| | |', '| --- | --- |');
        for (const [term = '', text = ''] of rows)
          lines.push(`| \`${term}\` | ${escapeMarkdown(text).replaceAll('|', '\\|')} |`);
        const examples = spec.examples ?? [];
        if (examples.length > 0) {
          lines.push('', '```text');
          for (const { about, command } of examples) lines.push(`# ${about}`, command);
          lines.push('```');
        }
      }
    }
  }
  lines.push('', '## Flags of every command', '', '| | |', '| --- | --- |');
  for (const flag of globalFlags)
    if (!flag.hidden) lines.push(`| \`${flag.flags}\` | ${escapeMarkdown(withChoices(flag))} |`);
  lines.push('', '## Topics');
  for (const { name, text } of topics)
    lines.push('', `### ${name}`, '', '```text', (await text()).trimEnd(), '```');
  return `${lines.join('\n')}\n`;
}

function withChoices({
  description,
  choices,
}: {
  description: string;
  choices?: readonly string[];
}): string {
  return choices ? `${description} (${choices.join(', ')})` : description;
}

const escapeMarkdown = (text: string) => text.replace(/[<>*_[\]]/g, '\\$&');

/**
 * Text of a manual page: a dash is a dash, no line begins with a command of the typesetter, and what is
 * not ASCII is named, because not every typesetter reads UTF-8.
 */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1')
    .replace(
      /[^\n -~]/gu,
      (character) =>
        `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

function header(name: string, summary: string): string[] {
  return [
    `.TH "${name.toUpperCase()}" "1" "" "clio" "Manual of clio"`,
    '.SH NAME',
    `${roff(name)} \\- ${roff(summary)}`,
  ];
}

function flagLines(flags: readonly { flags: string; description: string }[]): string[] {
  return flags.flatMap((flag) => ['.TP', `\\fB${roff(flag.flags)}\\fR`, roff(withChoices(flag))]);
}

function page(
  name: string,
  summary: string,
  description: string,
  entries: readonly Entry[],
): string {
  const lines = [...header(`clio-${name}`, summary), '.SH SYNOPSIS', '.nf'];
  lines.push(...entries.map((entry) => roff(usage(entry))), '.fi');
  lines.push('.SH DESCRIPTION', roff(description));
  for (const { path, spec } of entries) {
    lines.push(`.SH "${path.toUpperCase()}"`);
    if (path !== `clio ${name}`) lines.push(roff(spec.description ?? `${spec.summary}.`));
    lines.push(
      ...flagLines(
        (spec.arguments ?? []).map(({ name, description }) => ({ flags: name, description })),
      ),
      ...flagLines(shown(spec)),
    );
    const examples = spec.examples ?? [];
    if (examples.length > 0) lines.push('.PP', 'Examples:', '.PP', '.nf');
    for (const { about, command } of examples) lines.push(roff(`# ${about}`), roff(command));
    if (examples.length > 0) lines.push('.fi');
  }
  lines.push('.SH "SEE ALSO"', '.BR clio (1)');
  return `${lines.join('\n')}\n`;
}

async function overviewPage(commands: Commands): Promise<string> {
  const lines = [
    ...header('clio', overviewLine),
    '.SH SYNOPSIS',
    'clio NOUN VERB [flags]',
    '.SH COMMANDS',
  ];
  for (const { name, summary } of nouns(commands))
    lines.push('.TP', `\\fBclio\\-${roff(name)}\\fR(1)`, `${roff(summary)}.`);
  lines.push('.SH FLAGS', ...flagLines(globalFlags.filter(({ hidden }) => !hidden)));
  for (const topic of topics) lines.push(...(await topicLines(topic)));
  return `${lines.join('\n')}\n`;
}

const overviewLine = 'read, and safely write, the annotations of neurons';

async function topicLines({ name, text }: Topic): Promise<string[]> {
  return [`.SH "${name.toUpperCase()}"`, '.nf', roff((await text()).trimEnd()), '.fi'];
}
