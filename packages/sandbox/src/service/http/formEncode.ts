import { quote } from './answers.js';

/** Python's `urllib.parse.urlencode`. */
export function formEncode(pairs: readonly (readonly [string, string])[]): string {
  const encode = (text: string) => quote(text, ' ').replaceAll(' ', '+');
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}
