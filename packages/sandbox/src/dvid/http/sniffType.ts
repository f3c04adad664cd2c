const tags = [
  '!DOCTYPE HTML',
  'HTML',
  'HEAD',
  'SCRIPT',
  'IFRAME',
  'H1',
  'DIV',
  'FONT',
  'TABLE',
  'A',
  'STYLE',
  'TITLE',
  'B',
  'BODY',
  'BR',
  'P',
  '!--',
];
const html = new RegExp(`^<(?:${tags.join('|')})[ >]`, 'i');

/** First bytes of other formats; `.` stands for any byte. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'application/pdf'],
  [/^%!PS-Adobe-/, 'application/postscript'],
  [/^\xfe\xff../s, 'text/plain; charset=utf-16be'],
  [/^\xff\xfe../s, 'text/plain; charset=utf-16le'],
  [/^\xef\xbb\xbf./s, 'text/plain; charset=utf-8'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^\x00\x00[\x01\x02]\x00/, 'image/x-icon'],
  [/^BM/, 'image/bmp'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF....WEBPVP/s, 'image/webp'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^FORM....AIFF/s, 'audio/aiff'],
  [/^ID3/, 'audio/mpeg'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^OggS\x00/, 'application/ogg'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^MThd\x00\x00\x00\x06/, 'audio/midi'],
  [/^RIFF....AVI /s, 'video/avi'],
  [/^RIFF....WAVE/s, 'audio/wave'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^\x1aE\xdf\xa3/, 'video/webm'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^\x00\x01\x00\x00/, 'font/ttf'],
  [/^OTTO/, 'font/otf'],
  [/^ttcf/, 'font/collection'],
  [/^wOFF/, 'font/woff'],
  [/^wOF2/, 'font/woff2'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^\x1f\x8b\x08/, 'application/x-gzip'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^PK\x03\x04/, 'application/zip'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^Rar!\x1a\x07(?:\x00|\x01\x00)/, 'application/x-rar-compressed'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a signature.
  [/^\x00asm/, 'application/wasm'],
];

/** The content type that Go's server gives to a body without one, by its first 512 bytes. */
export function sniffType(bytes: Uint8Array): string {
  const start = Array.from(bytes.subarray(0, 512), (byte) => String.fromCharCode(byte)).join('');
  const trimmed = start.replace(/^[\t\n\f\r ]+/, '');
  if (html.test(trimmed)) return 'text/html; charset=utf-8';
  if (trimmed.startsWith('<?xml')) return 'text/xml; charset=utf-8';
  for (const [pattern, type] of formats) if (pattern.test(start)) return type;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the bytes that make a body binary.
  if (/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(trimmed)) return 'application/octet-stream';
  return 'text/plain; charset=utf-8';
}
