import { readFile } from 'node:fs/promises';
import { type BodyId, InputError, toBodyId } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { readBytes } from '../../context/streams.js';
import { UsageError } from '../../errors/CliError.js';

/** Ids as they were typed, and where more of them are. */
export interface IdSource {
  readonly words: readonly string[];
  /** A file with more ids; `-` is standard input. */
  readonly file: string | undefined;
}

/**
 * The body ids that a command was given: those typed, then those of the file, in their order, each
 * once. In a file, of UTF-8 or UTF-16, they are separated by blanks, commas, semicolons or line ends; a first line that says
 * `bodyid`, as a table's column has it, is passed over.
 *
 * @throws UsageError for text that is no body id, or that may be one with thousands separators, naming the file and the line.
 */
export async function readIds(context: Context, { words, file }: IdSource): Promise<BodyId[]> {
  const ids = new Set<BodyId>();
  for (const word of words) {
    refuseThousands(word, undefined);
    for (const text of split(word)) ids.add(toId(text, undefined));
  }
  if (file !== undefined) {
    const name = file === '-' ? 'standard input' : file;
    const lines = (await read(context, file, name)).split(/\r\n|\n|\r/);
    for (const [index, line] of lines.entries()) {
      if (index === 0 && line.trim().replaceAll('"', '') === 'bodyid') continue;
      const place = `${name}, line ${index + 1}`;
      refuseThousands(line, place);
      for (const text of split(line)) ids.add(toId(text, place));
    }
  }
  return [...ids];
}

function split(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

/** `1,234` would be two other bodies than the one that was meant. */
function refuseThousands(text: string, place: string | undefined): void {
  const number = text.split(/[\s;]+/).find((part) => /^\d{1,3}(?:,\d{3})+$/.test(part));
  if (number === undefined) return;
  throw new UsageError(
    `${place === undefined ? '' : `${place}: `}"${number}" looks like one number with thousands separators`,
    { next: 'Write a body id in plain digits, and put blanks between several.' },
  );
}

function toId(text: string, place: string | undefined): BodyId {
  try {
    return toBodyId(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError(place === undefined ? error.message : `${place}: ${error.message}`, {
      cause: error,
    });
  }
}

async function read(context: Context, file: string, name: string): Promise<string> {
  try {
    const bytes = file === '-' ? await readBytes(context.streams.stdin) : await readFile(file);
    // No id at all is for the command to judge.
    if (bytes.every((byte) => byte <= 0x20)) return '';
    const { decodeText } = await import('@clio/node');
    return decodeText(bytes, name).text;
  } catch (cause) {
    if (context.signal.aborted) throw cause;
    if (cause instanceof InputError) throw cause;
    throw new UsageError(`${name} cannot be read`, { why: `${(cause as Error).message}.`, cause });
  }
}
