const zero = 48;
const nine = 57;

/** Digits of the shortest integer that a double cannot hold: 9007199254740993. */
export const longDigits = 16;

/**
 * Whether a text holds 16 digits in a row, anywhere. Such a run covers an offset of 15 modulo 16,
 * so looking at one character of each 16 misses none.
 */
export function hasLongDigits(text: string): boolean {
  for (let probe = longDigits - 1; probe < text.length; probe += longDigits) {
    if (!isDigit(text.charCodeAt(probe))) continue;
    let start = probe;
    while (start > 0 && isDigit(text.charCodeAt(start - 1))) start--;
    let end = probe + 1;
    while (end < text.length && end - start < longDigits && isDigit(text.charCodeAt(end))) end++;
    if (end - start >= longDigits) return true;
  }
  return false;
}

export function isDigit(code: number): boolean {
  return code >= zero && code <= nine;
}
