const named: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

/** What Go's strconv.IsPrint refuses: control, format, private and unassigned characters, odd spaces. */
const unprintable = /[\p{C}\p{Z}]/u;

/** A text as Go's `%q` writes it. */
export function goQuote(text: string): string {
  if (/^[\u0020\u0021\u0023-\u005b\u005d-\u007e]*$/.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const name = named[code];
    if (name !== undefined) quoted += name;
    else if (code === 0x20 || !unprintable.test(character)) quoted += character;
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${hex(code, 2)}`;
    else if (code >= 0xdc80 && code <= 0xdcff) quoted += `\\x${hex(code - 0xdc00, 2)}`;
    else quoted += code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  }
  return `${quoted}"`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
