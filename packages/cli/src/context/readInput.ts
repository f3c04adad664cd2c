import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DecodeError, parseJson } from '@clio/core';
import { UsageError } from '../errors/CliError.js';
import type { Context } from './Context.js';
import { readText } from './streams.js';

/**
 * The text of a file that a flag names; `-` is standard input. A byte order mark is dropped.
 *
 * @throws UsageError when it cannot be read.
 */
export async function readInput(context: Context, file: string): Promise<string> {
  try {
    if (file === '-') return await readText(context.streams.stdin);
    const bytes = await readFile(resolve(context.cwd, file));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (context.signal.aborted) throw cause;
    const why =
      cause instanceof TypeError ? 'It is no UTF-8 text.' : `${(cause as Error).message}.`;
    throw new UsageError(`${inputName(file)} cannot be read`, { why, cause });
  }
}

/** What a file is called in a message. */
export function inputName(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/**
 * A value from JSON text, with exact integers.
 *
 * @param name what holds it, for the message.
 * @throws UsageError when the text is no JSON.
 */
export function toJsonValue(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause;
    throw new UsageError(`${name} is no JSON`, { why: cause.message, cause });
  }
}
