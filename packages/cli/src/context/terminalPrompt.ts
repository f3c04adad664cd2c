import * as clack from '@clack/prompts';
import { InterruptedError } from '../errors/CliError.js';
import type { Prompt } from './Prompt.js';

/** Prompts on the process's own terminal: asked on standard error, answered on standard input. */
export function terminalPrompt(signal: AbortSignal): Prompt {
  // Some pseudo-terminals say that they are 0 columns wide; a question would be broken after each letter.
  process.stderr.columns ||= 80;
  const common = { input: process.stdin, output: process.stderr, signal };
  return {
    confirm: async (message) =>
      answer(await clack.confirm({ ...common, message, initialValue: false })),
    text: async (message, { placeholder } = {}) =>
      answer(await clack.text({ ...common, message, ...(placeholder ? { placeholder } : {}) })) ??
      '',
    hidden: async (message) => answer(await clack.password({ ...common, message })) ?? '',
    choose: async (message, options) =>
      answer(
        await clack.select<string>({
          ...common,
          message,
          options: options.map((one) => ({ ...one })),
        }),
      ) as (typeof options)[number]['value'],
  };
}

function answer<Value>(given: Value): Exclude<Value, symbol> {
  if (clack.isCancel(given)) throw new InterruptedError();
  return given as Exclude<Value, symbol>;
}
