const token = /^[!#$%&'*+\-.^_`|~\w]+$/;

/** The headers of a request or an answer, as the standard has them. */
export class LightHeaders {
  readonly #values = new Map<string, string[]>();

  constructor(init?: Iterable<readonly [string, string]> | Readonly<Record<string, string>>) {
    if (init === undefined || init === null) return;
    const pairs = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of pairs as Iterable<readonly [string, string]>)
      this.append(name, value);
  }

  append(name: string, value: string): void {
    const key = toName(name);
    const text = toValue(name, value);
    const values = this.#values.get(key);
    if (values) values.push(text);
    else this.#values.set(key, [text]);
  }

  delete(name: string): void {
    this.#values.delete(toName(name));
  }

  get(name: string): string | null {
    return this.#values.get(toName(name))?.join(', ') ?? null;
  }

  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])];
  }

  has(name: string): boolean {
    return this.#values.has(toName(name));
  }

  set(name: string, value: string): void {
    this.#values.set(toName(name), [toValue(name, value)]);
  }

  forEach(
    callback: (value: string, name: string, headers: LightHeaders) => void,
    thisArg?: unknown,
  ): void {
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }

  *entries(): IterableIterator<[string, string]> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? [];
      // Cookies are the one header whose values cannot be joined.
      if (name === 'set-cookie') for (const value of values) yield [name, value];
      else yield [name, values.join(', ')];
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}

function toName(name: string): string {
  const text = String(name);
  if (!token.test(text)) throw new TypeError(`${JSON.stringify(text)} is no name of a header`);
  return text.toLowerCase();
}

/** The value is left out of the message: it may be a secret. */
function toValue(name: string, value: string): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (code === 0 || code === 10 || code === 13 || code > 255)
      throw new TypeError(`the header ${name} has a character that no header may have`);
  }
  return text;
}
