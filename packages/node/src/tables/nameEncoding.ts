/** As much of a text as is looked at. */
const looked = 1_000_000;

/** Bytes that are nothing in Windows-1252, and that no Latin-1 text holds. */
const unused = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * What a text that is no UTF-8 seems to be encoded in, in words, for the message that refuses it. Only a
 * hint: no such guess is ever used to read a table.
 */
export function nameEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, looked);
  const shiftJis = decode(sample, 'shift_jis');
  if (shiftJis !== undefined && hasKana(shiftJis)) return 'Shift_JIS';
  const eucJp = decode(sample, 'euc-jp');
  if (eucJp !== undefined && hasKana(eucJp)) return 'EUC-JP';
  // Letters with accents stand alone between plain ones; other scripts write whole words with high bytes.
  if (meanRun(sample) >= 3) {
    return ['gb18030', 'big5', 'euc-kr'].some((label) => decode(sample, label) !== undefined)
      ? 'GBK, Big5 or EUC-KR'
      : 'Windows-1251 or another encoding of a script that is not Latin';
  }
  if (shiftJis !== undefined && sample.some((byte) => unused.has(byte))) return 'Shift_JIS';
  return 'Windows-1252 or Latin-1';
}

function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    // As a stream: the sample may end within a character.
    return new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function hasKana(text: string): boolean {
  return /[\u3041-\u3096\u30a1-\u30fa]/.test(text);
}

/** How many bytes beyond ASCII stand together, on average. */
function meanRun(bytes: Uint8Array): number {
  let runs = 0;
  let high = 0;
  let before = false;
  for (const byte of bytes) {
    const now = byte >= 0x80;
    if (now) high++;
    if (now && !before) runs++;
    before = now;
  }
  return runs === 0 ? 0 : high / runs;
}
