import { stringEnd } from '../../json/goRaw.js';
import { compareText } from '../../json/goText.js';

/** A name or text without anything to escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped.
const plain = /^[^\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]*$/;
/** Integers that need no look at their size, and lists of such. */
const simple =
  /(?:-?[1-9]\d{0,17}|0|true|false|\[(?:(?:-?[1-9]\d{0,17}|0)(?:,(?:-?[1-9]\d{0,17}|0))*)?\])(?=[,}])/y;

/**
 * Whether a record's text is already the one in which the server writes it: a quick look that most
 * records pass, and that may say no of others that are.
 */
export function isCanonical(record: string): boolean {
  if (record.charCodeAt(0) !== 0x7b || !plain.test(record)) return false;
  let last = '';
  let at = 1;
  for (;;) {
    if (record.charCodeAt(at) !== 0x22) return false;
    const nameEnd = stringEnd(record, at);
    const name = record.slice(at + 1, nameEnd - 1);
    if ((at > 1 && compareText(last, name) >= 0) || record.charCodeAt(nameEnd) !== 0x3a)
      return false;
    last = name;
    at = nameEnd + 1;
    if (record.charCodeAt(at) === 0x22) at = stringEnd(record, at);
    else {
      simple.lastIndex = at;
      if (!simple.test(record)) return false;
      at = simple.lastIndex;
    }
    const next = record.charCodeAt(at);
    if (next === 0x7d) return at === record.length - 1;
    if (next !== 0x2c) return false;
    at++;
  }
}
