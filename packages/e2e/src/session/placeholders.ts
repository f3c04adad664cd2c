/** Placeholders for what differs from run to run. */
const kinds: Readonly<Record<string, string>> = {
  time: '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z',
  run: '\\d{8}-\\d{9}-[0-9a-z]{6}',
  port: '\\d{4,5}',
  number: '\\d[\\d,.]*',
  text: '.*',
};

/** The line that stands for any number of lines. */
export const anyLines = '{{lines}}';

/** A line of an expectation. */
export interface Pattern {
  /** As it stands in the file. */
  readonly text: string;
  /** Whether it stands for any number of lines. */
  readonly lines: boolean;
  /** What the line holds under each name; undefined where it is not such a line. */
  match(line: string): Readonly<Record<string, string>> | undefined;
}

/** Names and what they stand for. */
export type Names = Readonly<Record<string, string>>;

const placeholder = /\{\{(\w+)(?:=(\w+))?\}\}/g;

/**
 * The pattern of an expected line.
 *
 * @throws Error for a placeholder that is neither a kind nor a name that is known by then.
 */
export function toPattern(text: string, names: Names): Pattern {
  const captured: string[] = [];
  let source = '';
  let end = 0;
  for (const found of text.matchAll(placeholder)) {
    source += escaped(text.slice(end, found.index)) + sourceOf(found, names, captured);
    end = found.index + found[0].length;
  }
  const expression = new RegExp(`^${source}${escaped(text.slice(end))}$`);
  return {
    text,
    lines: text === anyLines,
    match: (line) => {
      const found = expression.exec(line);
      return found && Object.fromEntries(captured.map((name, i) => [name, found[i + 1]!]));
    },
  } as Pattern;
}

function sourceOf(found: RegExpMatchArray, names: Names, captured: string[]): string {
  const [all, kind = '', name] = found;
  if (all === anyLines) return '';
  const value = names[kind];
  if (value !== undefined && name === undefined) return escaped(value);
  const source = kinds[kind];
  if (source === undefined)
    throw new Error(
      `unknown placeholder ${all}; there are ${[...Object.keys(kinds), 'lines', ...Object.keys(names)].join(', ')}`,
    );
  if (name === undefined) return source;
  captured.push(name);
  return names[name] === undefined ? `(${source})` : `(${escaped(names[name])})`;
}

/** A text with names in the place of what they stand for, as a command or as keys. */
export function fillIn(text: string, names: Names): string {
  return text.replace(placeholder, (all, name: string) => {
    const value = names[name];
    if (value === undefined) throw new Error(`nothing is known by the name ${all}`);
    return value;
  });
}

/** A line as it is recorded: what differs from run to run becomes a placeholder. */
export function toPlaceholders(line: string, names: Names): string {
  let text = line;
  for (const [name, value] of Object.entries(names))
    if (value.length > 3) text = text.replaceAll(value, `{{${name}}}`);
  for (const kind of ['time', 'run'])
    text = text.replace(new RegExp(kinds[kind]!, 'g'), `{{${kind}}}`);
  return text;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
