import * as clack from '@clack/prompts';
import { InterruptedError } from '../errors/CliError.js';
import type { Prompt } from './Prompt.js';

/** Prompts on the process's own terminal: asked on standard error, answered on standard input. */
export function terminalPrompt(signal: AbortSignal): Prompt {
  // Some pseudo-terminals say that they are 0 columns wide; a question would be broken after each letter.
  process.stderr.columns ||= 80;
  return {
    confirm: (message) =>
      ask(signal, (common) => clack.confirm({ ...common, message, initialValue: false })),
    text: async (message, { placeholder } = {}) =>
      (await ask(signal, (common) =>
        clack.text({ ...common, message, ...(placeholder ? { placeholder } : {}) }),
      )) ?? '',
    hidden: async (message) =>
      (await ask(signal, (common) => clack.password({ ...common, message }))) ?? '',
    choose: (message, options) =>
      ask(signal, (common) =>
        clack.select<string>({
          ...common,
          message,
          options: options.map((one) => ({ ...one })),
        }),
      ) as Promise<(typeof options)[number]['value']>,
  };
}

interface Common {
  readonly input: typeof process.stdin;
  readonly output: typeof process.stderr;
  readonly signal: AbortSignal;
}

/** Asks one question. The end of the input, as Ctrl-D gives it, is no answer: it cancels, as Ctrl-C does. */
async function ask<Value>(
  signal: AbortSignal,
  question: (common: Common) => Promise<Value>,
): Promise<Exclude<Value, symbol>> {
  const ended = new AbortController();
  const end = () => ended.abort();
  const key = (_text: unknown, pressed?: { name?: string; ctrl?: boolean }) => {
    if (pressed?.ctrl && pressed.name === 'd') end();
  };
  const { stdin, stderr } = process;
  stdin.on('keypress', key).on('end', end);
  try {
    return answer(
      await question({
        input: stdin,
        output: stderr,
        signal: AbortSignal.any([signal, ended.signal]),
      }),
    );
  } finally {
    stdin.off('keypress', key).off('end', end);
  }
}

function answer<Value>(given: Value): Exclude<Value, symbol> {
  if (clack.isCancel(given)) throw new InterruptedError();
  return given as Exclude<Value, symbol>;
}
