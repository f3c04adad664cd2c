const longest = 400;

/**
 * What the server said in a failing answer, in one readable line: from JSON, text or a web page,
 * without internal addresses, tokens and the marks of the language that the server is written in.
 *
 * @param data - the answer's body, decoded where it was JSON.
 * @param secrets - texts that must not be shown, such as the token that was sent.
 */
export function tidyDetail(data: unknown, secrets: readonly string[] = []): string | undefined {
  let text = words(data);
  if (text === undefined) return undefined;
  // A JSON answer of the service behind, as text inside the answer.
  text = text.replace(/^\{"(?:detail|message|error)":\s*"((?:[^"\\]|\\.)*)"\}$/s, (_, inner) =>
    unquote(inner),
  );
  // A stack trace: its last line is the message.
  if (text.includes('Traceback (most recent call last)')) text = text.trimEnd().split('\n').at(-1)!;
  text = withBodyId(text);
  text = text.replace(/\bb(['"])((?:[^\\]|\\.)*?)\1(?=$|[\s,)}\]])/gs, (_, __, inner) =>
    unquote(inner),
  );
  text = withoutAddresses(text);
  for (const secret of secrets) if (secret !== '') text = text.replaceAll(secret, '[token]');
  // Tokens by their form: 64 hexadecimal digits, and JSON Web Tokens.
  text = text.replace(/\b[0-9a-f]{64}\b|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]');
  text = text.replace(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function words(data: unknown): string | undefined {
  if (typeof data === 'string') return /^\s*<(!doctype|html)/i.test(data) ? pageTitle(data) : data;
  if (Array.isArray(data)) return data.map(validationItem).join('; ');
  if (typeof data !== 'object' || data === null) return undefined;
  for (const key of ['detail', 'message', 'error'] as const) {
    const value = (data as Record<string, unknown>)[key];
    if (value !== undefined && value !== null) return words(value);
  }
  return undefined;
}

/** `{ loc: ["body", "pos", 0], msg: "value is not a valid integer" }` → `body.pos.0: value is …`. */
function validationItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { loc, msg } = item as { loc?: unknown; msg?: unknown };
  const place = Array.isArray(loc) ? loc.filter((part) => part !== '__root__').join('.') : '';
  return place === '' ? String(msg) : `${place}: ${String(msg)}`;
}

function pageTitle(page: string): string | undefined {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1]?.trim();
  return title ? `a web page titled "${title}"` : 'a web page';
}

/** The server prints the name of a function in place of the body id; the id stands in the address. */
function withBodyId(text: string): string {
  const id = /\/key\/(\d+)/.exec(text)?.[1];
  return text.replace('<built-in function id>', id ?? 'unknown');
}

function withoutAddresses(text: string): string {
  return (
    text
      // "status 400, https://internal/api/…: what it said" and the like
      .replace(/,?\s*\bhttps?:\/\/[^\s'"<>]*?(?=:?\s|[)'"<>]|$)/g, '')
      // A file of the server's: what follows the "#" is a place in a schema.
      .replace(/file:\/\/[^\s#:]*#(\S*?)(?=:\s|\s|$)/g, 'the schema at $1')
      .replace(/file:\/\/\S*/g, 'a file')
      // " (/api/node/…)" at the end of what DVID says
      .replace(/\s*\(\/api\/[^()]*\)/g, '')
      // What DVID adds to a failure inside it
      .replace(/\s*\bIP: [^,]*, URL: \S*/g, '')
      .replace(/\/api\/(?:node|repos?|server)\/\S*/g, '[address]')
      // Go and Python network errors name host and port.
      .replace(/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, '[address]')
      .replace(/host='[^']*', port=\d+/g, '[address]')
  );
}

function unquote(text: string): string {
  return text.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|.)/gis, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return code === 'n' || code === 'r' || code === 't' ? ' ' : code;
  });
}
