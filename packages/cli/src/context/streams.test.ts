import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { nodeOutput } from './streams.js';

const failing = (code: string) => () =>
  new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}: no`), { code })),
  });

it('says that the output cannot be written, and why', async () => {
  const output = nodeOutput(failing('ENOSPC'), 'standard output');
  await expect(output.write('data')).rejects.toMatchObject({
    name: 'CliError',
    message: 'standard output cannot be written',
    why: 'No space is left on the device.',
    exitCode: 1,
  });
});

it('takes a closed pipe as the end', async () => {
  const output = nodeOutput(failing('EPIPE'), 'standard output');
  await expect(output.write('data')).rejects.toMatchObject({ name: 'OutputClosedError' });
});
