import { InputError } from '../errors/InputError.js';

/**
 * A pasted token in the form that is sent: without blanks around it, a leading `Bearer`, or the
 * quotation marks of the JSON that it was copied from.
 *
 * Its kind is not judged: a token of unknown form is for the server to accept or refuse.
 *
 * @throws InputError when nothing is left, or when it holds what no header can carry, such as a line
 *   break in the middle. The message does not show the token.
 *
 * @example
 * ```ts
 * toToken('Bearer 3f0c9a\n'); // '3f0c9a'
 * ```
 */
export function toToken(text: string): string {
  let token = text.trim();
  token = token.replace(/^authorization\s*:\s*/i, '').replace(/^bearer(\s+|$)/i, '');
  token = token.replace(/^(["'])(.*)\1$/s, '$2').trim();
  if (token === '') throw new InputError('The token is empty.');
  if (!canBeSent(token)) {
    throw new InputError(
      'The token holds a blank, a line break or a character that no token has. Copy it again, whole and alone.',
    );
  }
  return token;
}

/** Whether a header can carry a token. */
export function canBeSent(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}
