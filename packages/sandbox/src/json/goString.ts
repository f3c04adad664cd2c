// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that JSON escapes.
const special = /["\\\u0000-\u001f<>&\u2028\u2029\ud800-\udfff]/;
const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** A text as Go's encoding/json writes it: `<`, `>`, `&` and the line separators are escaped. */
export function quoteJson(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  return JSON.stringify(wellFormed(text)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => escapes[character] ?? character,
  );
}

/** The text with U+FFFD for each half of a surrogate pair. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) =>
    found.length === 2 ? found : '\ufffd',
  );
}
