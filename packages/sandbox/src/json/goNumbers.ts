import { goQuote } from './goQuote.js';

const maxUint = '18446744073709551615';
const maxInt = '9223372036854775807';
const minInt = '9223372036854775808';

/** Whether digits without a leading zero stand for no more than the limit. */
function within(digits: string, limit: string): boolean {
  return digits.length < limit.length || (digits.length === limit.length && digits <= limit);
}

/** Whether a JSON number's text is one that Go reads as uint64. */
export function isUint64(text: string): boolean {
  return /^\d+$/.test(text) && within(text.replace(/^0+(?=\d)/, ''), maxUint);
}

/** Whether a JSON number's text is one that Go reads as int64. */
export function isInt64(text: string): boolean {
  if (!/^-?\d+$/.test(text)) return false;
  const negative = text.startsWith('-');
  return within(text.slice(negative ? 1 : 0).replace(/^0+(?=\d)/, ''), negative ? minInt : maxInt);
}

/** An unsigned integer as `strconv.ParseUint(text, 10, 64)` reads it: decimal digits, or the error's text. */
export function parseUint(text: string): { readonly value: string } | { readonly error: string } {
  const error = (what: string) => ({
    error: `strconv.ParseUint: parsing ${goQuote(text)}: ${what}`,
  });
  if (!/^\d+$/.test(text)) return error('invalid syntax');
  const digits = text.replace(/^0+(?=\d)/, '');
  return within(digits, maxUint) ? { value: digits } : error('value out of range');
}

/** A signed integer as `strconv.ParseInt(text, 10, 64)` reads it: decimal digits, or the error's text. */
export function parseInt64(text: string): { readonly value: string } | { readonly error: string } {
  const error = (what: string) => ({
    error: `strconv.ParseInt: parsing ${goQuote(text)}: ${what}`,
  });
  if (!/^[+-]?\d+$/.test(text)) return error('invalid syntax');
  const plain = text.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1');
  if (!isInt64(plain)) return error('value out of range');
  return { value: plain === '-0' ? '0' : plain };
}

/** A double as Go's encoding/json writes it: as JavaScript does, but for minus zero. */
export function formatFloat(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
