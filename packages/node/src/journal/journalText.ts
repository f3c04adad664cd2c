import { DecodeError, isClioError, type JournalEntry, parseJson } from '@clio/core';

/** What a journal's file holds. */
export interface JournalText {
  readonly entries: readonly JournalEntry[];
  /** Bytes up to the end of the last whole line: where the next one goes. */
  readonly end: number;
  /** What was passed over, in words. */
  readonly repairs: readonly string[];
}

/**
 * Reads the lines of a journal. A last line that is torn, because its process or the machine died while
 * writing it, is passed over: nothing was sent before a whole line was stored. So are zeros that a
 * loss of power leaves at the end of a file.
 *
 * @throws DecodeError for a damaged line that others follow, which is no torn end, and for entries of a
 *   newer version: without knowing what they say, the run can be neither resumed nor undone.
 */
export function readJournalText(bytes: Uint8Array): JournalText {
  const entries: JournalEntry[] = [];
  const repairs: string[] = [];
  const decoder = new TextDecoder();
  let at = 0;
  let line = 0;
  while (at < bytes.length) {
    const newline = bytes.indexOf(10, at);
    if (newline < 0) {
      repairs.push(`line ${line + 1} is torn and was passed over`);
      return { entries, end: at, repairs };
    }
    line++;
    let value: unknown;
    try {
      value = parseJson(decoder.decode(bytes.subarray(at, newline)));
    } catch (error) {
      if (!isClioError(error) || bytes.indexOf(10, newline + 1) >= 0) throw error;
      repairs.push(`line ${line} is damaged and was passed over`);
      return { entries, end: at, repairs };
    }
    const entry = toEntry(value);
    if (!entry) {
      throw new DecodeError(
        `line ${line} of its journal is of a kind that this program does not know. Use the newer one that wrote it.`,
      );
    }
    entries.push(entry);
    at = newline + 1;
  }
  return { entries, end: at, repairs };
}

const types = new Set(['sending', 'outcome', 'resumed', 'stopped', 'finished']);

function toEntry(value: unknown): JournalEntry | undefined {
  const { type } = (value ?? {}) as { type?: unknown };
  return typeof type === 'string' && types.has(type) ? (value as JournalEntry) : undefined;
}
