import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Bytes gathered before they go on, and how long they may wait for more, in milliseconds. */
const gather = { bytes: 256 * 1024, wait: 20 };

/**
 * The body of an answer, decoded, as a web stream. Servers written in Go send compressed bodies in
 * frames of about 2 KiB; inflating each by itself costs a trip to another thread and back. So
 * frames are gathered (up to 256 KiB, or 20 ms after the first) and inflated together, which is
 * many times faster.
 *
 * A body that breaks off is a `TypeError`, as with `fetch`; one that is aborted fails with the
 * reason.
 */
export function byteStream(
  message: IncomingMessage,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const decoder = createDecoder(message.headers['content-encoding']);
  let over = false;
  let parts: Buffer[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let broken = (_cause: unknown) => {};
  const close = (settle: () => void) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', broken);
    settle();
  };

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        const give = (chunk: Buffer, source: IncomingMessage | Transform) => {
          if (over) return;
          controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
          if ((controller.desiredSize ?? 0) <= 0) source.pause();
        };
        broken = (cause: unknown) => {
          const error = signal.aborted ? signal.reason : new TypeError('terminated', { cause });
          close(() => controller.error(error));
          message.destroy();
          decoder?.destroy();
        };
        const flush = () => {
          clearTimeout(timer);
          timer = undefined;
          if (size === 0 || over) return;
          const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, size);
          parts = [];
          size = 0;
          if (!decoder) give(bytes, message);
          else if (!decoder.write(bytes)) {
            message.pause();
            decoder.once('drain', () => message.resume());
          }
        };
        signal.addEventListener('abort', broken);
        let first = true;
        message.on('data', (chunk: Buffer) => {
          parts.push(chunk);
          size += chunk.length;
          // The first bytes go on at once, so that a reader need not wait for the first record.
          if (first || size >= gather.bytes) flush();
          else timer ??= setTimeout(flush, gather.wait);
          first = false;
        });
        message.on('error', broken);
        message.on('close', () => {
          if (!message.complete)
            broken(new Error('The connection closed before the answer was complete.'));
        });
        message.on('end', () => {
          flush();
          if (!decoder || first) close(() => controller.close());
          else decoder.end();
        });
        if (decoder) {
          decoder.on('data', (chunk: Buffer) => give(chunk, decoder));
          decoder.on('end', () => close(() => controller.close()));
          decoder.on('error', broken);
        }
      },
      pull() {
        (decoder ?? message).resume();
      },
      cancel() {
        close(() => {});
        message.destroy();
        decoder?.destroy();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 1 << 20 }),
  );
}

/** Inflates a body; undefined where it is as it came. */
function createDecoder(encoding: string | undefined): Transform | undefined {
  const options = { chunkSize: 1 << 20, highWaterMark: 4 << 20 };
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(options);
    case 'deflate':
      return createInflate(options);
    case 'br':
      return createBrotliDecompress(options);
    default:
      return undefined;
  }
}
