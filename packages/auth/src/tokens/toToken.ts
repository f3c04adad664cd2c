import { InputError } from '@clio/core';

/**
 * The token in what a person pasted: without blanks around it, without the quotes of the server's JSON answer,
 * without `Bearer` before it. A token of unknown form passes; only what no header can carry is refused.
 *
 * @example
 * ```ts
 * import { toToken } from '@clio/auth';
 *
 * toToken(' "abc"\n'); // 'abc'
 * ```
 *
 * @throws InputError for an empty text, and for one with blanks, line breaks or characters beyond
 *   ASCII inside; the message never repeats the text.
 */
export function toToken(text: string): string {
  let token = text.trim().replace(/^authorization:\s*/i, '');
  token = token.replace(/^bearer(\s+|$)/i, '').replace(/^(["'])(.*)\1$/, '$2');
  if (token === '') {
    throw new InputError('The token is empty. Copy the whole token from the page and try again.');
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InputError(
      'The token holds blanks, line breaks or characters that no token has. Copy the whole token, and nothing else, and try again.',
    );
  }
  return token;
}
