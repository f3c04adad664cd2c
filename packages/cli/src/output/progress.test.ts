import { expect, it } from 'vitest';
import type { Context } from '../context/Context.js';
import { createProgress } from './progress.js';

async function shownAt(columns: number): Promise<string> {
  let text = '';
  let time = 0;
  const stderr = {
    isTTY: true,
    columns,
    write: async (data: string | Uint8Array) => {
      text += data;
    },
  };
  const now = () => {
    time += 1000;
    return new Date(time);
  };
  const context = { streams: { stderr }, global: { quiet: false }, env: {}, now };
  const progress = createProgress(context as unknown as Context);
  await progress.update(() => '1,500 of 20,000 bodies, 479 a second, 39 s left');
  return text.replace('\r\u001b[K', '');
}

it('leaves out what does not fit, and never a part of a number', async () => {
  expect(await shownAt(80)).toBe('1,500 of 20,000 bodies, 479 a second, 39 s left');
  expect(await shownAt(41)).toBe('1,500 of 20,000 bodies, 479 a second');
  expect(await shownAt(30)).toBe('1,500 of 20,000 bodies');
  expect(await shownAt(10)).toBe('1,500 of ');
});
