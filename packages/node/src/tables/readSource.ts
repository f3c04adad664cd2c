import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InputError } from '@clio/core';
import { errorCode, isMissing } from '../files/isMissing.js';

/**
 * Where bytes come from: a path (`-` is standard input), the address of a file, bytes, or a stream
 * of them.
 */
export type ByteSource = string | URL | Uint8Array | AsyncIterable<Uint8Array | string>;

/**
 * All bytes of a source, and its name for messages.
 *
 * @throws InputError where it cannot be read or is empty.
 */
export async function readSource(
  source: ByteSource,
  options: {
    readonly name?: string | undefined;
    readonly stdin?: AsyncIterable<Uint8Array | string> | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<{ name: string; bytes: Uint8Array }> {
  const { signal } = options;
  const name = options.name ?? nameOf(source);
  signal?.throwIfAborted();
  const bytes = await readBytes(source, name, options.stdin ?? process.stdin, signal);
  if (bytes.length === 0) {
    throw new InputError(
      `${name} is empty. A table has at least a row with the names of its columns.`,
      {
        place: { source: name },
      },
    );
  }
  return { name, bytes };
}

function nameOf(source: ByteSource): string {
  if (source === '-') return 'standard input';
  if (typeof source === 'string') return source;
  return source instanceof URL ? fileURLToPath(source) : 'table';
}

async function readBytes(
  source: ByteSource,
  name: string,
  stdin: AsyncIterable<Uint8Array | string>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source === '-') return collect(stdin, signal);
  if (typeof source !== 'string' && !(source instanceof URL)) return collect(source, signal);
  try {
    return await readFile(source, { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    const problem = isMissing(cause)
      ? 'there is no such file. Check the path'
      : errorCode(cause) === 'EISDIR'
        ? 'it is a folder. Name a file'
        : `${cause instanceof Error ? cause.message : String(cause)}. Check its permissions`;
    throw new InputError(`${name} cannot be read: ${problem}.`, { cause, place: { source: name } });
  }
}

async function collect(
  stream: AsyncIterable<Uint8Array | string>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) {
    signal?.throwIfAborted();
    parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  }
  return Buffer.concat(parts);
}
