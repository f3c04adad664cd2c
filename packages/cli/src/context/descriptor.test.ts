import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { descriptor } from './descriptor.js';

const folder = mkdtempSync(join(tmpdir(), 'clio-descriptor-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform === 'win32')('descriptor', () => {
  it('writes a little at once, and leaves what is much', () => {
    const path = join(folder, 'file');
    const file = openSync(path, 'w');
    const output = descriptor(file);
    expect(output.isNoTerminal()).toBe(true);
    expect(output.write(Buffer.from('a little'))).toHaveLength(0);
    const much = Buffer.alloc(20_000);
    expect(output.write(much)).toEqual(much);
    // Nothing may overtake what has been left.
    expect(output.write(Buffer.from('more'))).toEqual(Buffer.from('more'));
    closeSync(file);
    expect(readFileSync(path, 'utf8')).toBe('a little');
  });

  it('leaves what a full pipe does not take', () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    expect(() => {
      for (;;) writeSync(pipe, Buffer.alloc(4096));
    }).toThrow('EAGAIN');
    expect(descriptor(pipe).write(Buffer.from('data'))).toEqual(Buffer.from('data'));
    closeSync(pipe);
  });

  it('does not know a device, nor what is not open', () => {
    const device = openSync('/dev/null', 'w');
    const output = descriptor(device);
    expect(output.isNoTerminal()).toBe(false);
    expect(output.write(Buffer.from('data'))).toEqual(Buffer.from('data'));
    closeSync(device);
    expect(descriptor(device).isNoTerminal()).toBe(false);
  });

  it('tells of another failure', () => {
    const path = join(folder, 'file');
    const file = openSync(path, 'r');
    expect(() => descriptor(file).write(Buffer.from('data'))).toThrow('EBADF');
    closeSync(file);
  });
});
