import * as fc from 'fast-check';

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes in chunks of the sizes given, in turn. */
export function chunked(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  return chunks;
}

/** A body that hands over these chunks, then ends, or breaks when an error is given. */
export function bodyOf(chunks: Iterable<Uint8Array>, broken?: Error): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (!done) controller.enqueue(value);
      else if (broken) controller.error(broken);
      else controller.close();
    },
  });
}

/** Sizes of chunks, from one byte to more than a batch. */
export const chunkSizes: fc.Arbitrary<number[]> = fc.oneof(
  fc.constantFrom(1, 2, 7, 2048, 65_536, 1_000_000).map((size) => [size]),
  fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 }),
);
