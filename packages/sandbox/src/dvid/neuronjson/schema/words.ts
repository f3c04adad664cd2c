import { goQuote } from '../../../json/goQuote.js';
import { JsonNumber, type JsonValue } from '../../../json/value.js';

/** A name as a step of a pointer in a URL's fragment: escaped twice. */
export function escapePointer(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
    .replace(/%(?:24|26|2B|3A|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A text in the quotes of the server's schema library. */
export function quoteText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that it escapes.
  const escaped = text.replace(/[\u0000-\u001f\\"\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0);
    const name = { '\n': '\\n', '\r': '\\r', '\f': '\\f', '\t': '\\t', '\\': '\\\\', '"': '' }[
      character
    ];
    return name ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `'${escaped}'`;
}

/** A constant of a schema as Go's `%#v` writes it; a number of a schema is a text to Go. */
export function showConstant(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (value instanceof JsonNumber) return goQuote(value.text);
  return typeof value === 'string' ? goQuote(value) : String(value);
}
