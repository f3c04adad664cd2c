/** First of the code units that stand for a byte that is no UTF-8; such a byte is 0x80 to 0xff. */
const escaped = 0xdc00;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Text of bytes in which each byte that is no UTF-8 becomes U+FFFD, as Go's encoding/json reads a
 * string (`TextDecoder` makes one of several such bytes).
 */
export function decodeJsonText(bytes: Uint8Array): string {
  return decode(bytes, () => 0xfffd);
}

/**
 * Text of bytes without loss, as Go's strings hold any bytes: one that is no UTF-8 becomes a lone
 * surrogate, which {@link encodeText} turns back.
 */
export function decodeText(bytes: Uint8Array): string {
  return decode(bytes, (byte) => escaped + byte);
}

function decode(bytes: Uint8Array, replace: (byte: number) => number): string {
  try {
    return strict.decode(bytes);
  } catch {
    return decodeSlowly(bytes, replace);
  }
}

function decodeSlowly(bytes: Uint8Array, replace: (byte: number) => number): string {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = runeSize(bytes, at);
    if (size > 0) {
      at += size;
      continue;
    }
    if (at > start) pieces.push(strict.decode(bytes.subarray(start, at)));
    pieces.push(String.fromCharCode(replace(bytes[at] ?? 0)));
    at++;
    start = at;
  }
  if (start < bytes.length) pieces.push(strict.decode(bytes.subarray(start)));
  return pieces.join('');
}

/** Bytes of the UTF-8 sequence at a place, 0 when there is none. */
function runeSize(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (size === 0) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < size; i++) {
    const next = bytes[at + i] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return size;
}

const surrogates = /[\ud800-\udfff]/;
const pairs = /[\ud800-\udbff][\udc00-\udfff]/g;
const lone = /[\ud800-\udfff]/;

/** The bytes of a text; undoes {@link decodeText}. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  if (!surrogates.test(text) || !lone.test(text.replace(pairs, ''))) return encoder.encode(text);
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(at + 1);
    if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
      at++;
      continue;
    }
    if (at > start) pieces.push(encoder.encode(text.slice(start, at)));
    if (unit >= escaped + 0x80 && unit <= escaped + 0xff)
      pieces.push(Uint8Array.of(unit - escaped));
    else pieces.push(encoder.encode('\ufffd'));
    start = at + 1;
  }
  pieces.push(encoder.encode(text.slice(start)));
  return concatenate(pieces);
}

export function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Order of the texts' bytes, in which Go sorts (JavaScript sorts by UTF-16 units). */
export function compareText(a: string, b: string): number {
  const size = Math.min(a.length, b.length);
  for (let i = 0; i < size; i++) {
    const one = a.charCodeAt(i);
    const other = b.charCodeAt(i);
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/** Units of surrogate pairs stand for the highest code points. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit > 0xdfff ? unit - 0x800 : unit + 0x2000;
}
