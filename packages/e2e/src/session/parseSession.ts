import type { Session, SessionSettings, Stage, Step, TerminalSize } from './Session.js';

/**
 * Reads a session file.
 *
 * @throws Error with the number of the line that cannot be read.
 */
export function parseSession(text: string): Session {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith('$ '));
  if (head < 0) throw new Error('line 1: a session needs a command: "$ clio …"');
  const settings = parseSettings(lines.slice(0, head));
  const steps: Step[] = [];
  for (let at = head; at < lines.length; ) {
    const line = lines[at]!;
    if (line.startsWith('$ ')) {
      const step = parseStep(lines, at, settings.terminal !== undefined);
      steps.push(step);
      at = step.expectation[1];
    } else if (line.trim() === '' || isComment(line)) at++;
    else throw new Error(`line ${at + 1}: neither a command nor a comment: ${line}`);
  }
  return { settings, steps };
}

function isComment(line: string): boolean {
  return line === '#' || line.startsWith('# ');
}

function parseSettings(lines: readonly string[]): SessionSettings {
  let terminal: TerminalSize | undefined;
  let sandbox = 'lab';
  let user: string | undefined = 'ann';
  let dataset: string | undefined = 'MB';
  const env: Record<string, string> = {};
  const faults: unknown[] = [];
  const none = (value: string) => (value === 'none' ? undefined : value);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || isComment(line)) continue;
    const [, name, value = ''] = /^: (\w+) (.+)$/.exec(line) ?? [];
    const wrong = (what: string) => new Error(`line ${index + 1}: ${what}: ${line}`);
    if (name === 'terminal') {
      const [, columns, rows, colour] = /^(\d+)x(\d+)( colour)?$/.exec(value) ?? [];
      if (!columns || !rows) throw wrong('a terminal is COLUMNSxROWS, with "colour" or without');
      terminal = { columns: Number(columns), rows: Number(rows), colour: colour !== undefined };
    } else if (name === 'sandbox') sandbox = value;
    else if (name === 'user') user = none(value);
    else if (name === 'dataset') dataset = none(value);
    else if (name === 'env') {
      const equals = value.indexOf('=');
      if (equals < 1) throw wrong('a variable is NAME=value');
      env[value.slice(0, equals)] = value.slice(equals + 1);
    } else if (name === 'fault') faults.push(JSON.parse(value));
    else throw wrong('settings are terminal, sandbox, user, dataset, env, fault');
  }
  return { terminal, sandbox, user, dataset, env, faults };
}

function parseStep(lines: readonly string[], at: number, terminal: boolean): Step {
  const command = [lines[at]!.slice(2)];
  let from = at + 1;
  // What a shell asks for with `> ` before it runs anything.
  while (lines[from]?.startsWith('> ')) command.push(lines[from++]!.slice(2));
  let to = from;
  while (to < lines.length && !lines[to]!.startsWith('$ ') && !isComment(lines[to]!)) to++;
  while (to > from && lines[to - 1] === '') to--;
  let exit = 0;
  const body = lines.slice(from, to);
  const ending = /^\[exit (\d+)\]$/.exec(body.at(-1) ?? '');
  if (ending) {
    exit = Number(ending[1]);
    body.pop();
  }
  return {
    line: at + 1,
    command: command.join('\n'),
    stages: parseStages(body, terminal, from),
    exit,
    expectation: [from, to],
  };
}

function parseStages(body: readonly string[], terminal: boolean, from: number): Stage[] {
  const stages: { keys?: string; shown: string[]; errors: string[] }[] = [
    { shown: [], errors: [] },
  ];
  for (const [index, line] of body.entries()) {
    const { shown, errors } = stages.at(-1)!;
    const wrong = (what: string) => new Error(`line ${from + index + 1}: ${what}: ${line}`);
    if (line.startsWith('> ')) {
      if (!terminal) throw wrong('nobody types without a terminal');
      while (shown.at(-1) === '') shown.pop();
      stages.push({ keys: line.slice(2), shown: [], errors: [] });
    } else if (line === '!' || line.startsWith('! ')) {
      if (terminal) throw wrong('a terminal shows standard error among the rest');
      errors.push(line.slice(2));
    } else if (/^\[exit .*\]$/.test(line)) throw wrong('the exit code is the last line');
    else shown.push(line.startsWith('\\') ? line.slice(1) : line);
  }
  return stages;
}

/** An output line as it stands in a file. */
export function escapeLine(line: string): string {
  return /^([$#:>!] |[#!]$|\\|\[exit )/.test(line) ? `\\${line}` : line;
}

/** The lines of an expectation, as they stand in a file. */
export function formatExpectation(stages: readonly Stage[], exit: number): string[] {
  const lines = stages.flatMap(({ keys, shown, errors }) => [
    ...(keys === undefined ? [] : [`> ${keys}`]),
    ...shown.map(escapeLine),
    ...errors.map((line) => (line === '' ? '!' : `! ${line}`)),
  ]);
  // An empty line at the end would be taken for the gap before the next command.
  if (exit === 0 && lines.at(-1) === '') lines[lines.length - 1] = '\\';
  return [...lines, ...(exit === 0 ? [] : [`[exit ${exit}]`])];
}
