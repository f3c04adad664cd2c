const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Python's `urllib.parse.unquote`: runs of escapes are read as UTF-8, broken ones become U+FFFD, and
 * a `%` that begins no escape stays.
 */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = run
      .slice(1)
      .split('%')
      .map((hex) => Number.parseInt(hex, 16));
    return decoder.decode(Uint8Array.from(bytes));
  });
}

/** A query string: pieces between `&`, of which empty ones are skipped; a name alone has an empty value. */
export function parseQuery(text: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const piece of text.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    const value = equals < 0 ? '' : piece.slice(equals + 1);
    pairs.push([unquote(name.replaceAll('+', ' ')), unquote(value.replaceAll('+', ' '))]);
  }
  return pairs;
}
