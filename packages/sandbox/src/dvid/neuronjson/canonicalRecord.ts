/** Characters below 0x80 that stand in a JSON text as Go writes them, without an escape: 1. */
const plain = new Uint8Array(0x80).fill(1, 0x20);
for (const character of '"\\<>&') plain[character.charCodeAt(0)] = 0;

/** Anything that a text would have to escape, or a blank line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped.
const special = /[\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]/;

/** Digits of a whole number that is surely one of 64 bits. */
const safeDigits = 18;

/**
 * The text that the server holds after the first write of an annotation, and its body id, where the
 * given JSON text is of the plain kind that nearly all are: texts without escapes, numbers, lists of
 * texts or of whole numbers, true and false. A user without a time gets the time `now`. `undefined`
 * for any other, also for what is no JSON; then it takes the long way.
 *
 * Records by the hundred thousand are taken in by this, so it looks at each character once, and
 * copies none where the text is that of the server already.
 */
export function canonicalRecord(
  source: string,
  now: string,
): { readonly id: string; readonly record: string } | undefined {
  /** Places of each field: its name (without quotes) from and to, its value from and to. */
  const places: number[] = [];
  let id: string | undefined;
  /** Whether the text, but for times to be put in, is that of the server. */
  let asIs = true;
  /** The text with times put in, as far as `copied`. */
  let text = '';
  let copied = 0;
  const clear = !special.test(source);
  let at = skipBlank(source, 0);
  if (at > 0) asIs = false;
  if (source.charCodeAt(at) !== 0x7b) return undefined;
  for (let unit = 0x2c; unit !== 0x7d; ) {
    if (unit !== 0x2c) return undefined;
    const quote = skipBlank(source, at + 1);
    const nameEnd = textEnd(source, quote, clear) - 1;
    if (nameEnd < 1) return undefined;
    const colon = skipBlank(source, nameEnd + 1);
    if (source.charCodeAt(colon) !== 0x3a) return undefined;
    const start = skipBlank(source, colon + 1);
    const end = valueEnd(source, start, clear);
    if (end < 0) return undefined;
    if (nameEnd - quote === 7 && source.startsWith('bodyid', quote + 1)) {
      id = source.slice(start, end);
    }
    if (quote !== at + 1 || start !== nameEnd + 2) asIs = false;
    if (places.length > 0) asIs &&= isAfter(source, places, quote + 1, nameEnd);
    if (asIs && isUser(source, nameEnd) && !follows(source, places, quote + 1, nameEnd)) {
      const time = `${source.slice(quote + 1, nameEnd - 5)}_time`;
      if (places.length > 0 && lastName(source, places) >= time) asIs = false;
      text += `${source.slice(copied, quote)}"${time}":"${now}",`;
      copied = quote;
    }
    places.push(quote + 1, nameEnd, start, end);
    at = skipBlank(source, end);
    if (at !== end) asIs = false;
    unit = source.charCodeAt(at);
  }
  const end = skipBlank(source, at + 1);
  if (end !== source.length || id === undefined || !/^\d+$/.test(id)) return undefined;
  if (asIs && end === at + 1) {
    return { id, record: copied === 0 ? source : text + source.slice(copied) };
  }
  const record = rebuild(source, places, now);
  return record === undefined ? undefined : { id, record };
}

function rebuild(source: string, places: readonly number[], now: string): string | undefined {
  const members = new Map<string, string>();
  for (let i = 0; i < places.length; i += 4) {
    members.set(source.slice(places[i], places[i + 1]), source.slice(places[i + 2], places[i + 3]));
  }
  // Of a name that is there twice the last counts, but where it stands matters: the long way knows.
  if (members.size * 4 !== places.length) return undefined;
  for (const name of [...members.keys()]) {
    const time = `${name.slice(0, -5)}_time`;
    if (name.endsWith('_user') && !members.has(time)) members.set(time, `"${now}"`);
  }
  // Without surrogates the order of UTF-16 is that of the bytes.
  const names = [...members.keys()].sort();
  return `{${names.map((name) => `"${name}":${members.get(name)}`).join(',')}}`;
}

function lastName(source: string, places: readonly number[]): string {
  return source.slice(places[places.length - 4], places[places.length - 3]);
}

function skipBlank(text: string, start: number): number {
  let at = start;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at;
    at++;
  }
}

/**
 * Behind the string that begins here, or -1 when there is none without anything special in it; `clear`
 * says that there is nothing special in the whole text.
 */
function textEnd(text: string, start: number, clear: boolean): number {
  if (text.charCodeAt(start) !== 0x22) return -1;
  if (clear) return text.indexOf('"', start + 1) + 1 || -1;
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      if (plain[unit] === 0) return unit === 0x22 ? at + 1 : -1;
    } else if ((unit >= 0xd800 && unit <= 0xdfff) || unit === 0x2028 || unit === 0x2029) {
      return -1;
    }
  }
  return -1;
}

/** Behind the number that begins here, or -1 when the server would write it otherwise. */
function numberEnd(text: string, start: number): number {
  const end = integerEnd(text, start);
  if (end >= 0) return end;
  let at = start;
  while (isDigit(text.charCodeAt(at)) || '-.'.includes(text.charAt(at) || ' ')) at++;
  const next = text.charCodeAt(at);
  if (next === 0x65 || next === 0x45) return -1;
  const number = text.slice(start, at);
  return number.includes('.') && String(Number(number)) === number ? at : -1;
}

/** The same for a whole number. */
function integerEnd(text: string, start: number): number {
  const negative = text.charCodeAt(start) === 0x2d;
  const first = negative ? start + 1 : start;
  let at = first;
  while (isDigit(text.charCodeAt(at))) at++;
  const digits = at - first;
  if (digits === 0 || digits > safeDigits) return -1;
  if (text.charCodeAt(first) === 0x30 && (digits > 1 || negative)) return -1;
  const next = text.charCodeAt(at);
  return next === 0x2e || next === 0x65 || next === 0x45 ? -1 : at;
}

/** Behind the list of whole numbers, or of texts, that begins here; -1 for any other, and for blanks in it. */
function listEnd(text: string, start: number, clear: boolean): number {
  let at = start + 1;
  if (text.charCodeAt(at) === 0x5d) return at + 1;
  const itemEnd = text.charCodeAt(at) === 0x22 ? textEnd : integerEnd;
  for (;;) {
    at = itemEnd(text, at, clear);
    if (at < 0) return -1;
    const unit = text.charCodeAt(at);
    at++;
    if (unit === 0x5d) return at;
    if (unit !== 0x2c) return -1;
  }
}

function valueEnd(text: string, start: number, clear: boolean): number {
  const unit = text.charCodeAt(start);
  if (unit === 0x22) return textEnd(text, start, clear);
  if (unit === 0x5b) return listEnd(text, start, clear);
  if (unit === 0x74) return text.startsWith('true', start) ? start + 4 : -1;
  if (unit === 0x66) return text.startsWith('false', start) ? start + 5 : -1;
  return numberEnd(text, start);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whether a name comes after the last of these. */
function isAfter(text: string, places: readonly number[], start: number, end: number): boolean {
  const lastStart = places[places.length - 4] as number;
  const lastEnd = places[places.length - 3] as number;
  const size = Math.min(lastEnd - lastStart, end - start);
  for (let i = 0; i < size; i++) {
    const order = text.charCodeAt(start + i) - text.charCodeAt(lastStart + i);
    if (order !== 0) return order > 0;
  }
  return end - start > lastEnd - lastStart;
}

/** Whether a name that ends here is that of a field's user. */
function isUser(text: string, end: number): boolean {
  return text.charCodeAt(end - 5) === 0x5f && text.startsWith('_user', end - 5);
}

/** Names between those of a field's time and its user that are looked through. */
const between = 3;

/** Whether the name of a field's user stands behind that of its time, or soon after. */
function follows(text: string, places: readonly number[], start: number, end: number): boolean {
  const first = Math.max(0, places.length - 4 * (between + 1));
  for (let place = places.length - 4; place >= first; place -= 4) {
    const nameStart = places[place] as number;
    const nameEnd = places[place + 1] as number;
    if (nameEnd - nameStart !== end - start || !text.startsWith('_time', nameEnd - 5)) continue;
    if (isSame(text, nameStart, start, end - start - 5)) return true;
  }
  return false;
}

function isSame(text: string, one: number, other: number, size: number): boolean {
  for (let i = size - 1; i >= 0; i--) {
    if (text.charCodeAt(one + i) !== text.charCodeAt(other + i)) return false;
  }
  return true;
}
