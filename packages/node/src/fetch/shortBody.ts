import type { IncomingMessage } from 'node:http';

/** Up to this length, in bytes, a body is gathered before its answer is given. */
const short = 64 * 1024;

/**
 * Whether the body of an answer is short and comes as it is: by the length that the answer tells, or because the end
 * came along with the beginning.
 */
export async function isShort(message: IncomingMessage): Promise<boolean> {
  if (message.headers['content-encoding'] !== undefined) return false;
  const length = message.headers['content-length'];
  if (length !== undefined) return Number(length) <= short;
  // What has been received with the headers is taken in by then.
  await new Promise(setImmediate);
  return message.complete || message.destroyed;
}

/**
 * All of a short body. It does without a stream: to load and set up those takes longer than most requests' own work.
 *
 * @returns the bytes, or the failure where the body broke off.
 */
export function readShort(
  message: IncomingMessage,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer> } | { failure: unknown }> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const settle = (result: Parameters<typeof resolve>[0]) => {
      signal.removeEventListener('abort', broken);
      resolve(result);
    };
    const broken = (cause: unknown) => {
      message.destroy();
      settle({ failure: signal.aborted ? signal.reason : new TypeError('terminated', { cause }) });
    };
    if (message.destroyed && !message.complete) return broken(message.errored);
    signal.addEventListener('abort', broken, { once: true });
    message.on('data', (chunk: Buffer) => parts.push(chunk));
    message.on('error', broken);
    message.on('close', () => {
      if (!message.complete)
        broken(new Error('The connection closed before the answer was complete.'));
    });
    message.on('end', () => {
      settle({ bytes: new Uint8Array(Buffer.concat(parts)) });
    });
  });
}
