import type { RawResponse } from './messages.js';

const encoder = new TextEncoder();

/** UTF-8 of a text. */
export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** An answer in JSON. */
export function jsonAnswer(value: unknown, status = 200): RawResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: toBytes(`${JSON.stringify(value)}\n`),
  };
}

/** Lets go of an answer that nobody will read. */
export async function discard(response: RawResponse): Promise<void> {
  if (response.body instanceof Uint8Array) return;
  await response.body[Symbol.asyncIterator]().return?.();
}
