import { expect, it } from 'vitest';
import { type LogFile, openAppendLog } from './appendLog.js';

/** A file in memory: what was written, and how much of it would survive a loss of power. */
function memoryFile(full = Number.POSITIVE_INFINITY) {
  let content = Buffer.alloc(0);
  const state = { flushes: 0, flushed: '', closed: false, piece: Number.POSITIVE_INFINITY };
  const file: LogFile = {
    async write(data, offset, length, position) {
      const some = Math.min(length, state.piece, full - position);
      if (some <= 0)
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      content = Buffer.concat([
        content.subarray(0, position),
        data.subarray(offset, offset + some),
      ]);
      return { bytesWritten: some };
    },
    async datasync() {
      state.flushes++;
      state.flushed = content.toString();
    },
    async truncate(length) {
      content = content.subarray(0, length);
    },
    async close() {
      state.closed = true;
    },
  };
  return { file, state, content: () => content.toString() };
}

it('resolves when a line is flushed, and flushes lines together', async () => {
  const { file, state } = memoryFile();
  const log = openAppendLog(file, 0);
  await log.append('one');
  expect(state.flushed).toBe('one\n');
  await Promise.all(
    ['two', 'three', 'four'].map((line) =>
      log.append(line).then(() => {
        expect(state.flushed).toContain(`${line}\n`);
      }),
    ),
  );
  expect(state.flushed).toBe('one\ntwo\nthree\nfour\n');
  expect(state.flushes).toBe(3);
  expect(log.size).toBe(19);
});

it('goes on where a write took only part', async () => {
  const { file, state } = memoryFile();
  state.piece = 3;
  const log = openAppendLog(file, 0);
  await log.append('a longer line');
  expect(state.flushed).toBe('a longer line\n');
});

it('takes a line back that did not fit, and refuses all that follow', async () => {
  const { file, content } = memoryFile(10);
  const log = openAppendLog(file, 0);
  await log.append('one');
  const results = await Promise.allSettled([log.append('too long a line'), log.append('x')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(content()).toBe('one\n');
  await expect(log.append('y')).rejects.toThrow('no space left');
  await log.close();
});

it('waits for what is on its way when it is closed, and takes nothing after', async () => {
  const { file, state } = memoryFile();
  const log = openAppendLog(file, 0);
  const last = log.append('last');
  await log.close();
  await last;
  expect(state).toMatchObject({ flushed: 'last\n', closed: true });
  await expect(log.append('late')).rejects.toThrow('closed');
});
