// What takes part in a width beyond one column a character is loaded when such a text first comes.
let measure: ((text: string) => number) | undefined;

/** Whether every character of a text is one column wide. The arrow and the ellipsis are our own. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e→…]*$/.test(text);
}

/** Makes {@link textWidth} ready for texts that are not plain. */
export async function prepareTextWidth(): Promise<void> {
  measure ??= (await import('string-width')).default;
}

/**
 * How many columns of a terminal a text takes.
 *
 * @throws Error for a text that is not plain before {@link prepareTextWidth} has been waited for.
 */
export function textWidth(text: string): number {
  if (isPlain(text)) return text.length;
  if (measure === undefined) throw new Error('prepareTextWidth must come first');
  return measure(text);
}
