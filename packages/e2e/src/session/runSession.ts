import { start } from '../run.js';
import { checkMessage, mayPrintToken } from '../secrets.js';
import { align } from './align.js';
import { toKeys } from './keys.js';
import { formatExpectation } from './parseSession.js';
import { createPlace, type Place, type Programs } from './place.js';
import { fillIn, type Names, toPattern } from './placeholders.js';
import { startOnTerminal } from './pty.js';
import type { Session, Stage, Step, TerminalSize } from './Session.js';

/** What a command did, in the words of its expectation. */
export interface Played {
  readonly step: Step;
  /** The expectation as it stands in the file. */
  readonly expected: readonly string[];
  /** What an expectation of this would be; the same where all was as expected. */
  readonly shown: readonly string[];
}

/** How a session is run. */
export interface PlayOptions extends Programs {
  /** Goes on where something differs, to say what the expectations would be. */
  readonly record?: boolean | undefined;
}

/** Milliseconds after which a command that does not go on has failed. */
const patience = 45_000;
/** The line of an expectation that is still to be recorded. */
const unknown = '?';
/** Milliseconds after which a terminal is taken to wait for keys, where that is not known. */
const quiet = 3000;

/**
 * Runs a session from its first command to its last, or to the first that differs.
 *
 * @throws Error when a token is printed or written where none may be.
 */
export async function runSession(session: Session, options: PlayOptions): Promise<Played[]> {
  const place = await createPlace(session.settings, options);
  const played: Played[] = [];
  let names: Names = place.names;
  try {
    for (const step of session.steps) {
      const { terminal } = session.settings;
      const result = terminal
        ? await onTerminal(step, terminal, place, names, options.record === true)
        : await piped(step, place, names);
      names = { ...names, ...result.names };
      const one = {
        step,
        expected: formatExpectation(step.stages, step.exit),
        shown: formatExpectation(result.stages, result.exit),
      };
      played.push(one);
      if (!result.equal && !options.record) break;
    }
  } finally {
    await place.close();
  }
  return played;
}

interface Result {
  readonly stages: readonly Stage[];
  readonly exit: number;
  readonly equal: boolean;
  readonly names: Names;
}

async function piped(step: Step, place: Place, names: Names): Promise<Result> {
  const command = fillIn(step.command, names);
  const { child, outcome } = start('bash', shell(command), {
    cwd: place.home,
    env: place.env,
    mayPrintToken: mayPrintToken(command),
    group: true,
  });
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), patience);
  const { code, stdout, stderr } = await outcome.finally(() => clearTimeout(timer));
  checkMessage(command, stderr);
  const [{ shown = [], errors = [] } = {}] = step.stages;
  const out = align(patterns(shown, names), linesOf(stdout), names);
  const err = align(patterns(errors, names), linesOf(stderr), names);
  // A command that did not end by itself has no code; it shows as one that no command has.
  const exit = code ?? 999;
  return {
    stages: [{ shown: out.lines, errors: err.lines }],
    exit,
    equal: out.equal && err.equal && exit === step.exit,
    names: { ...out.names, ...err.names },
  };
}

async function onTerminal(
  step: Step,
  size: TerminalSize,
  place: Place,
  names: Names,
  record: boolean,
): Promise<Result> {
  const command = fillIn(step.command, names);
  const terminal = startOnTerminal('bash', shell(command), {
    size,
    cwd: place.home,
    env: place.env,
    mayPrintToken: mayPrintToken(command),
  });
  const stages: Stage[] = [];
  let found: Names = {};
  let before: readonly string[] = [];
  let equal = true;
  let exit: number | undefined;
  for (const [index, { keys, shown }] of step.stages.entries()) {
    if (keys !== undefined) {
      before = terminal.screen.lines();
      const typed = toKeys(fillIn(keys, { ...names, ...place.secrets }));
      if (typed !== '') terminal.type(typed);
    }
    const known = { ...names, ...found };
    const expected = patterns(shown, known);
    const now = () => align(expected, changedLines(before, terminal.screen.lines()), known);
    if (index === step.stages.length - 1) exit = await terminal.end(patience);
    else await terminal.until(() => now().equal, shown.includes(unknown) ? quiet : patience);
    const aligned = now();
    stages.push({ keys, shown: aligned.lines, errors: [] });
    found = { ...found, ...aligned.names };
    equal &&= aligned.equal;
    if (!equal && !record) break;
  }
  if (exit === undefined) {
    terminal.kill();
    await terminal.end(patience);
  }
  checkMessage(command, terminal.screen.lines().join('\n'));
  return {
    stages,
    exit: exit ?? (stages.length < step.stages.length ? step.exit : 999),
    equal: equal && exit === step.exit,
    names: found,
  };
}

/** What is shown from the first line on that differs from what was shown before. */
function changedLines(before: readonly string[], now: readonly string[]): readonly string[] {
  const first = now.findIndex((line, index) => line !== before[index]);
  return first < 0 ? [] : now.slice(first);
}

function shell(command: string): string[] {
  return ['--noprofile', '--norc', '-c', command];
}

function patterns(lines: readonly string[], names: Names) {
  return lines.map((line) => toPattern(line, names));
}

/** Lines of an output, escapes visible. A last one that does not end says so. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll('\u001b', '␛').split('\n');
  const last = lines.pop();
  return last === '' || last === undefined ? lines : [...lines, `${last}[no end of line]`];
}
