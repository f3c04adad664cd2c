import type { IncomingMessage } from 'node:http';
import type { Connector } from './agents.js';
import { byteStream } from './byteStream.js';
import { isShort, readShort } from './shortBody.js';

/** One request, without redirects. */
export interface Exchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
  readonly signal: AbortSignal;
  readonly connector: Connector;
  /** After how many milliseconds without a byte the request is given up. */
  readonly idleTimeout: number;
}

/** Statuses whose answers have no body. */
const bodiless = new Set([204, 205, 304]);

/**
 * Sends one request; resolves with its answer as soon as the headers are there, or a short body. Nothing is sent
 * twice: repeating is for the caller, who knows what a repetition does.
 */
export function sendRequest(exchange: Exchange): Promise<Response> {
  const { url, method, headers, body, signal, connector, idleTimeout } = exchange;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = connector.request(url, {
      method,
      headers: Object.fromEntries(headers),
      agent: connector.agent,
    });
    let answer: IncomingMessage | undefined;

    const abort = () => {
      request.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    request.on('close', () => signal.removeEventListener('abort', abort));

    request.setTimeout(idleTimeout, () => {
      // A reader that takes its time is no fault of the server.
      if (answer?.isPaused()) return request.socket?.setTimeout(idleTimeout);
      request.destroy(new Error(`nothing came for ${idleTimeout / 1000} s`));
    });
    request.on('proxyConnect', ({ statusCode, statusText }) => {
      // Only a tunnel has an answer of its own; without one the proxy's answer is the answer.
      if (statusCode === undefined || statusCode === 200) return;
      request.destroy(
        new Error(`the proxy refused the connection: ${statusCode} ${statusText ?? ''}`.trim()),
      );
    });
    request.on('error', (error) => {
      if (signal.aborted) return reject(signal.reason);
      reject(new TypeError('fetch failed', { cause: ofProxy(error, connector.proxy) ?? error }));
    });
    request.on('response', (message) => {
      answer = message;
      toResponse(message, exchange).then(resolve, (cause) => {
        message.destroy();
        reject(new TypeError('fetch failed', { cause }));
      });
    });
    request.end(body);
  });
}

/**
 * The error for a proxy that cannot be reached; undefined where it is not the proxy. It holds no code, which
 * would be taken for one of the server's.
 */
function ofProxy(error: unknown, proxy: string | undefined): Error | undefined {
  // Of several addresses that were tried, the first stands for all.
  const first = (error as { errors?: unknown[] }).errors?.[0] ?? error;
  const { syscall, code } = first as NodeJS.ErrnoException;
  if (proxy === undefined) return undefined;
  if (syscall === 'getaddrinfo')
    return new Error(`the name of the proxy ${proxy} cannot be resolved (${code})`);
  if (syscall === 'connect') return new Error(`the proxy ${proxy} does not answer (${code})`);
  return undefined;
}

async function toResponse(
  message: IncomingMessage,
  { method, signal }: Exchange,
): Promise<Response> {
  const headers = new Headers();
  for (let at = 0; at + 1 < message.rawHeaders.length; at += 2) {
    headers.append(message.rawHeaders[at] ?? '', message.rawHeaders[at + 1] ?? '');
  }
  const status = message.statusCode ?? 0;
  const about = { status, statusText: message.statusMessage ?? '', headers };
  if (method === 'HEAD' || bodiless.has(status)) {
    message.resume();
    return new Response(null, about);
  }
  if (!(await isShort(message))) return new Response(byteStream(message, signal), about);
  const body = await readShort(message, signal);
  if ('bytes' in body) return new Response(body.bytes, about);
  // As with any other body: the answer is there, and reading it fails.
  const { failure } = body;
  return new Response(
    new ReadableStream({
      start: (controller) => controller.error(failure),
    }),
    about,
  );
}
