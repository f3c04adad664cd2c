import { describe, expect, it } from 'vitest';
import { testContext } from '../../test/runClio.js';
import { CancelledError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';
import { confirm } from './confirm.js';

const asking = (answer: boolean | string) =>
  testContext({
    terminal: true,
    prompt: {
      confirm: async () => answer === true,
      text: async () => String(answer),
    },
  }).context;

describe('confirm', () => {
  it('asks nobody after --yes, with or without a terminal', async () => {
    await confirm(testContext().context, { question: 'Write?', yes: true });
    await confirm(testContext({ terminal: true }).context, { question: 'Write?', yes: true });
  });

  it('goes on after a yes, and stops with 2 after a no', async () => {
    await confirm(asking(true), { question: 'Write?', yes: false });
    const no = confirm(asking(false), { question: 'Write?', yes: false });
    await expect(no).rejects.toThrow(CancelledError);
    await expect(no).rejects.toMatchObject({ exitCode: ExitCode.cancelled });
  });

  it('stops with 2 where nobody can be asked, and names --yes', async () => {
    for (const terminal of [[], ['stdin'], ['stderr'], ['stdout']] as const) {
      const { context } = testContext({ terminal });
      await expect(confirm(context, { question: 'Write?', yes: false })).rejects.toMatchObject({
        exitCode: 2,
        next: [expect.stringContaining('--yes')],
      });
    }
  });

  it('wants a number to be typed where one is given', async () => {
    const question = { question: 'Overwrite 1,200 values?', yes: false, typed: 1200 };
    await confirm(asking('1200'), question);
    await confirm(asking(' 1,200 '), question);
    for (const answer of ['', 'y', 'yes', '120', '12000', '-1200'])
      await expect(confirm(asking(answer), question)).rejects.toThrow(CancelledError);
  });
});
