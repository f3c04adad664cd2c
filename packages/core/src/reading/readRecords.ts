import type { Annotation } from '../annotations/Annotation.js';
import { isClioError } from '../errors/ClioError.js';
import { TruncatedError } from '../errors/DecodeError.js';
import { type ByteStream, openBytes } from './openBytes.js';
import { batchSize, RecordSplitter } from './RecordSplitter.js';
import { untilAborted } from './untilAborted.js';

/** Options of `readRecords`. */
export interface ReadRecordsOptions {
  /** Names what is read, for messages. Default `the answer`. */
  readonly source?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Larger chunks are cut, so that memory holds a few batches whatever the source hands over. */
const pieceSize = 4 * batchSize;

/**
 * Reads a JSON list of annotations as its bytes come, in batches of whole records of about 64 KiB,
 * the first ones smaller. Integers are exact. `null` is an empty list, and empty records are left out.
 *
 * A success status does not prove a whole answer: the server reports what fails late inside the
 * body. So the list must close, and nothing may follow it. Records before the fault are yielded
 * before the error is thrown. Stopping early cancels the body.
 *
 * @throws TruncatedError when the list never closes, also because the connection broke (its `cause`).
 * @throws DecodeError when the body is empty, no list, or holds what is no record.
 * @throws the reason of `signal`, once it is aborted.
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 *
 * for await (const batch of readRecords(createReadStream('all.json'))) {
 *   for (const { bodyid, type } of batch) console.log(bodyid, type);
 * }
 * ```
 */
export async function* readRecords(
  body: ByteStream,
  { source = 'the answer', signal }: ReadRecordsOptions = {},
): AsyncGenerator<Annotation[], void, undefined> {
  signal?.throwIfAborted();
  const bytes = openBytes(body);
  const splitter = new RecordSplitter(source);
  let open = true;
  let broken: { readonly cause: unknown } | undefined;

  async function read(): Promise<Uint8Array | undefined> {
    try {
      const chunk = await untilAborted(bytes.read(), signal);
      if (chunk === undefined) open = false;
      return chunk;
    } catch (cause) {
      signal?.throwIfAborted();
      open = false;
      // Of the client's own making, or the abort of whoever made the request.
      if (isClioError(cause) || (cause as Error | undefined)?.name === 'AbortError') throw cause;
      broken = { cause };
      return undefined;
    }
  }

  try {
    for (let chunk = await read(); chunk !== undefined; chunk = await read()) {
      for (let offset = 0; offset < chunk.length; offset += pieceSize) {
        splitter.push(chunk.subarray(offset, offset + pieceSize));
        for (let batch = splitter.take(); batch; batch = splitter.take()) {
          if (batch.records.length > 0) yield batch.records;
          if (batch.error) throw batch.error;
          signal?.throwIfAborted();
        }
      }
    }
    const { records, error } = splitter.finish();
    if (records.length > 0) yield records;
    if (error && broken) throw connectionBroke(source, splitter.recordsRead, broken.cause);
    if (error) throw error;
  } finally {
    if (open) await bytes.cancel(signal?.reason);
  }
}

function connectionBroke(source: string, recordsRead: number, cause: unknown): TruncatedError {
  const count = recordsRead === 1 ? '1 record' : `${recordsRead} records`;
  return new TruncatedError(
    `The connection broke while ${source} was read, after ${count}. What was read is not all; try again.`,
    { recordsRead, cause },
  );
}
