import { tidyDetail } from '../transport/tidyDetail.js';

/** Bytes that are looked at for an excerpt. */
export const excerptSize = 1024;

const longest = 120;

/** The beginning of some bytes, quoted for a message, without what must not be shown; or `''`. */
export function excerpt(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, excerptSize)).trim();
  if (text === '') return '';
  const tidy = tidyDetail(text) ?? '';
  return JSON.stringify(tidy.length > longest ? `${tidy.slice(0, longest)}…` : tidy);
}
