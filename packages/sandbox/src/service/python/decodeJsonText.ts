import { PythonError } from './values.js';

/**
 * The text of a JSON document as Python finds it: the encoding by its byte order mark, or else by
 * where the zero bytes stand. Halves of surrogate pairs pass.
 *
 * @throws PythonError UnicodeDecodeError
 */
export function decodeJsonText(bytes: Uint8Array): string {
  const [encoding, start] = detect(bytes);
  const body = bytes.subarray(start);
  if (encoding === 'utf-8') return decodeUtf8(body);
  return decodeWide(body, encoding.startsWith('utf-16') ? 2 : 4, encoding.endsWith('be'));
}

type Encoding = 'utf-8' | 'utf-16-le' | 'utf-16-be' | 'utf-32-le' | 'utf-32-be';

function detect(b: Uint8Array): [Encoding, number] {
  const starts = (...mark: number[]) => mark.every((byte, i) => b[i] === byte);
  if (starts(0, 0, 0xfe, 0xff)) return ['utf-32-be', 4];
  if (starts(0xff, 0xfe, 0, 0)) return ['utf-32-le', 4];
  if (starts(0xfe, 0xff)) return ['utf-16-be', 2];
  if (starts(0xff, 0xfe)) return ['utf-16-le', 2];
  if (starts(0xef, 0xbb, 0xbf)) return ['utf-8', 3];
  if (b.length >= 4) {
    if (!b[0]) return [b[1] ? 'utf-16-be' : 'utf-32-be', 0];
    if (!b[1]) return [b[2] || b[3] ? 'utf-16-le' : 'utf-32-le', 0];
  } else if (b.length === 2) {
    if (!b[0]) return ['utf-16-be', 0];
    if (!b[1]) return ['utf-16-le', 0];
  }
  return ['utf-8', 0];
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeWithSurrogates(bytes);
  }
}

/** UTF-8 in which three bytes may also stand for half a surrogate pair. */
function decodeWithSurrogates(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let start = 0;
  const flush = (end: number) => {
    try {
      text += decoder.decode(bytes.subarray(start, end));
    } catch {
      throw new PythonError('UnicodeDecodeError', "'utf-8' codec can't decode bytes");
    }
  };
  for (let i = 0; i + 2 < bytes.length; i++) {
    const [a, b, c] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0];
    if (a !== 0xed || (b & 0xe0) !== 0xa0 || (c & 0xc0) !== 0x80) continue;
    flush(i);
    text += String.fromCharCode(0xd000 | ((b & 0x3f) << 6) | (c & 0x3f));
    start = i + 3;
    i += 2;
  }
  flush(bytes.length);
  return text;
}

function decodeWide(bytes: Uint8Array, size: 2 | 4, bigEndian: boolean): string {
  const broken = new PythonError('UnicodeDecodeError', 'truncated data');
  if (bytes.length % size !== 0) throw broken;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let i = 0; i < bytes.length; i += size) {
    const code = size === 2 ? view.getUint16(i, !bigEndian) : view.getUint32(i, !bigEndian);
    if (code > 0x10ffff) throw broken;
    text += String.fromCodePoint(code);
  }
  return text;
}
