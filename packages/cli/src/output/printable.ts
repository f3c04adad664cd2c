/**
 * A text that a terminal can show on one line: characters that would steer the terminal, break the line
 * or turn the direction of reading are shown as JSON escapes.
 *
 * @example
 * ```ts
 * printable('a\nb'); // 'a\\nb'
 * ```
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const short = JSON.stringify(character).slice(1, -1);
    return short.length > 1 ? short : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
