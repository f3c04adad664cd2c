/** Where bytes come from: the body of an answer, or any asynchronous source of chunks. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** One way of reading for both kinds of {@link ByteStream}. */
export interface ByteReader {
  /** The next chunk, or undefined at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** Ends reading early, so that the connection is freed. Never throws. */
  cancel(reason?: unknown): Promise<void>;
}

/** Opens a byte stream. A body is asked for the next chunk while the last one is worked on. */
export function openBytes(body: ByteStream): ByteReader {
  return 'getReader' in body ? openStream(body) : openIterable(body);
}

function openStream(stream: ReadableStream<Uint8Array>): ByteReader {
  const reader = stream.getReader();
  let ahead: ReturnType<typeof reader.read> | undefined;
  return {
    async read() {
      const { done, value } = await (ahead ?? reader.read());
      if (done) return undefined;
      ahead = reader.read();
      // Its failure is reported when it is read.
      ahead.catch(() => undefined);
      return value;
    },
    async cancel(reason) {
      await reader.cancel(reason).catch(() => undefined);
    },
  };
}

function openIterable(iterable: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = iterable[Symbol.asyncIterator]();
  let reading = false;
  return {
    async read() {
      reading = true;
      try {
        const { done, value } = await iterator.next();
        return done ? undefined : value;
      } finally {
        reading = false;
      }
    },
    async cancel() {
      const returned = Promise.resolve(iterator.return?.()).catch(() => undefined);
      // A generator answers this only after the chunk that it waits for, which may never come.
      if (!reading) await returned;
    },
  };
}
