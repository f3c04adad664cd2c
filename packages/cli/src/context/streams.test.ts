import { PassThrough, Writable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { columnsOf, nodeOutput } from './streams.js';

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

it('takes COLUMNS before what the terminal says, and 80 where neither says anything', () => {
  expect(columnsOf({ columns: 120 }, { COLUMNS: '40' })).toBe(40);
  for (const COLUMNS of [undefined, '', '0', '-1', 'wide', '123456'])
    expect(columnsOf({ columns: 120 }, { COLUMNS })).toBe(120);
  expect(columnsOf({ columns: 0 }, {})).toBe(80);
});

it('writes what can go at once without opening the stream', async () => {
  const open = vi.fn();
  const write = vi.fn(() => new Uint8Array());
  const output = nodeOutput(open, 'standard output', {}, { isNoTerminal: () => true, write });
  await output.write('data');
  expect(output.isTTY).toBe(false);
  expect(write).toHaveBeenCalledWith(Buffer.from('data'));
  expect(open).not.toHaveBeenCalled();
});

it('leaves to the stream what could not go at once', async () => {
  const stream = new PassThrough();
  const output = nodeOutput(
    () => stream,
    'standard output',
    {},
    {
      isNoTerminal: () => true,
      write: (bytes) => bytes.subarray(2),
    },
  );
  await output.write('data');
  expect(String(stream.read())).toBe('ta');
});

it.each([
  ['EPIPE', 'OutputClosedError'],
  ['ENOSPC', 'CliError'],
])('tells of %s where it was written at once', async (code, name) => {
  const output = nodeOutput(
    failing(code),
    'standard output',
    {},
    {
      isNoTerminal: () => true,
      write: () => {
        throw Object.assign(new Error(code), { code });
      },
    },
  );
  await expect(output.write('data')).rejects.toMatchObject({ name });
  await expect(output.write('more')).rejects.toMatchObject({ name });
});
