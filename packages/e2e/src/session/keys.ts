const named: Readonly<Record<string, string>> = {
  // No key: what stands before it is shown for a while, and goes by itself.
  wait: '',
  enter: '\r',
  up: '\u001b[A',
  down: '\u001b[B',
  tab: '\t',
  escape: '\u001b',
};

/**
 * What is typed for the words of a session file: a text and Enter, or `[y]`, `[down]`, `[^C]` for one key
 * alone, `[wait]` for none.
 *
 * @throws Error for a key that has no such name.
 */
export function toKeys(text: string): string {
  const [, key] = /^\[(\S+)\]$/.exec(text) ?? [];
  if (key === undefined) return `${text}\r`;
  const [, control] = /^\^([A-Z])$/.exec(key) ?? [];
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) - 64);
  const code = key.length === 1 ? key : named[key];
  if (code === undefined) throw new Error(`no key has the name [${key}]`);
  return code;
}
