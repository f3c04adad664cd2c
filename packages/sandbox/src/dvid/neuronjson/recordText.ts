import { stringEnd, valueEnd } from '../../json/goRaw.js';

/**
 * Annotations are held as the text in which the server writes them (compact, names in the order of
 * their bytes, each once): that is the leanest form, and the one in which most of them leave again.
 */

/** Calls back with the places of each name (with its quotes) and value of a record's text. */
export function eachField(
  record: string,
  visit: (nameStart: number, nameEnd: number, valueStart: number, valueEnd: number) => void,
): void {
  let at = 1;
  while (record.charCodeAt(at) === 0x22) {
    const nameEnd = stringEnd(record, at);
    const end = valueEnd(record, nameEnd + 1);
    visit(at, nameEnd, nameEnd + 1, end);
    at = end + 1;
  }
}

/** The value of a field, as text; `undefined` when it is not there. The name is as in JSON, with its quotes. */
export function fieldText(record: string, quotedName: string): string | undefined {
  // The quote before such a name could be one that closes a text.
  if (/^"[,:\]}]/.test(quotedName)) return slowFieldText(record, quotedName);
  const needle = `${quotedName}:`;
  let at = record.indexOf(needle);
  while (at >= 0) {
    const before = record.charCodeAt(at - 1);
    // Within a text the quote would stand behind a backslash; within an inner object it may not.
    if (at === 1 || before === 0x2c) {
      const inner = record.indexOf('{', 1);
      if (inner < 0 || inner > at)
        return record.slice(at + needle.length, valueEnd(record, at + needle.length));
      return slowFieldText(record, quotedName);
    }
    at = record.indexOf(needle, at + 1);
  }
  return undefined;
}

function slowFieldText(record: string, quotedName: string): string | undefined {
  let at = 1;
  while (record.charCodeAt(at) === 0x22) {
    const nameEnd = stringEnd(record, at);
    const end = valueEnd(record, nameEnd + 1);
    if (record.slice(at, nameEnd) === quotedName) return record.slice(nameEnd + 1, end);
    at = end + 1;
  }
  return undefined;
}
