/**
 * Puts `--server` and `--dataset` of the words to complete before the `--`, so that they count for the
 * completion itself: live values are those of the server and the dataset that are being typed about.
 */
export function hoistTarget(argv: readonly string[]): string[] {
  const [command = '', ...rest] = argv;
  const end = rest.indexOf('--');
  const words = rest.slice(end + 1);
  const target: string[] = [];
  // The last word is being typed and counts for nothing yet.
  for (const [index, word] of words.slice(0, -1).entries()) {
    const [, flag, value] = /^(--server|--dataset)(?:=(.+))?$/.exec(word) ?? [];
    const next = value ?? (index + 2 < words.length ? words[index + 1] : undefined);
    if (flag && next && !next.startsWith('-')) target.push(flag, next);
  }
  return [command, ...target, ...rest];
}
