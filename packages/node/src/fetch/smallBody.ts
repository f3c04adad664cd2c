import type { IncomingMessage } from 'node:http';

/** Up to this length, in bytes, a body is gathered before its answer is given. */
const small = 64 * 1024;

/** Whether an answer says that its body is short, and comes as it is. */
export function isSmall({ headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return length <= small && headers['content-encoding'] === undefined;
}

/**
 * All of a short body. It does without a stream: to load and set up those takes longer than most requests' own work.
 *
 * @returns the bytes; undefined, with the failure, where the body broke off.
 */
export function readSmall(
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
