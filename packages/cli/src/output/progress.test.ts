import { expect, it } from 'vitest';
import type { Context } from '../context/Context.js';
import { createProgress } from './progress.js';

function createTerminal(columns: number) {
  const written: string[] = [];
  let time = 0;
  const stderr = {
    isTTY: true,
    columns,
    write: async (data: string | Uint8Array) => {
      written.push(String(data));
    },
  };
  const now = () => {
    time += 1000;
    return new Date(time);
  };
  const context = { streams: { stderr }, global: { quiet: false }, env: {}, now };
  return { stderr, written, progress: createProgress(context as unknown as Context) };
}

const line = () => '1,500 of 20,000 bodies, 479 a second, 39 s left';

async function shownAt(columns: number): Promise<string> {
  const { progress, written } = createTerminal(columns);
  await progress.update(line);
  return written.join('').replace('\r\u001b[K', '');
}

it('leaves out what does not fit, and never a part of a number', async () => {
  expect(await shownAt(80)).toBe('1,500 of 20,000 bodies, 479 a second, 39 s left');
  expect(await shownAt(41)).toBe('1,500 of 20,000 bodies, 479 a second');
  expect(await shownAt(30)).toBe('1,500 of 20,000 bodies');
  expect(await shownAt(10)).toBe('1,500 of ');
});

it('goes away whole although the terminal was made narrower, and has broken it into lines', async () => {
  const { progress, stderr, written } = createTerminal(80);
  await progress.update(line);
  stderr.columns = 20;
  await progress.update(line);
  await progress.done();
  // The 47 characters were on three lines by then.
  expect(written[1]).toBe('\u001b[2A\r\u001b[J1,500 of 20,000 bod');
  expect(written[2]).toBe('\r\u001b[K');
});
