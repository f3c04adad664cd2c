import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { builtin } from './builtin.js';
import { ConnectionCut } from './ConnectionCut.js';
import { gzipped } from './gzipped.js';
import type { RawHandler, RawRequest, RawResponse } from './messages.js';

/** How one of the servers speaks HTTP. */
export interface ServeOptions {
  readonly handle: RawHandler;
  /** Size of the chunks of a streamed body on the wire; left out, they come as they are made. */
  readonly frame?: number;
  /** Bytes of request line and headers that are still taken. */
  readonly largestHead: number;
}

/** An HTTP server (not yet listening) in front of a handler. */
export function serve(options: ServeOptions): Server {
  const { createServer } = builtin('node:http');
  const server = createServer(
    // An idle connection is kept long, or a client that uses it again would at times find it closed.
    { maxHeaderSize: options.largestHead, keepAliveTimeout: 600_000, requestTimeout: 600_000 },
    (incoming, outgoing) => void exchange(incoming, outgoing, options),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    const status =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : '400 Bad Request';
    socket.end(
      `HTTP/1.1 ${status}\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\n${status}`,
    );
  });
  return server;
}

async function exchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ServeOptions,
): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () =>
    gone.abort(new DOMException('The client has gone away.', 'AbortError')),
  );
  try {
    const body = await readBody(incoming);
    const response = await options.handle(toRawRequest(incoming, body, gone.signal));
    await send(outgoing, response, incoming.method === 'HEAD', gone.signal, options.frame);
  } catch (error) {
    if (gone.signal.aborted) return;
    if (error instanceof ConnectionCut) hangUp(outgoing);
    else if (outgoing.headersSent) outgoing.destroy();
    else
      outgoing
        .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
        .end('Internal Server Error');
  }
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

function toRawRequest(
  incoming: IncomingMessage,
  body: Uint8Array,
  signal: AbortSignal,
): RawRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return { method: incoming.method ?? 'GET', target: incoming.url ?? '/', headers, body, signal };
}

async function send(
  outgoing: ServerResponse,
  response: RawResponse,
  headOnly: boolean,
  gone: AbortSignal,
  frame: number | undefined,
): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  const { body, gzip } = response;
  if (gzip === true) headers['content-encoding'] = 'gzip';
  if (body instanceof Uint8Array && gzip !== true) {
    if (response.status >= 200 && response.status !== 204 && response.status !== 304) {
      headers['content-length'] ??= String(body.length);
    }
    outgoing.writeHead(response.status, headers).end(headOnly ? undefined : body);
    return;
  }
  outgoing.writeHead(response.status, headers);
  const stream = body instanceof Uint8Array ? once(body) : body;
  if (headOnly) {
    await stream[Symbol.asyncIterator]().return?.();
    outgoing.end();
    return;
  }
  await sendStream(outgoing, gzip === true ? gzipped(stream) : stream, gone, frame);
}

async function sendStream(
  outgoing: ServerResponse,
  body: AsyncIterable<Uint8Array>,
  gone: AbortSignal,
  frame: number | undefined,
): Promise<void> {
  let rest: Uint8Array = new Uint8Array();
  let turn = performance.now();
  try {
    for await (const chunk of body) {
      if (gone.aborted) return;
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      outgoing.cork();
      if (frame === undefined) {
        if (bytes.length > 0) outgoing.write(bytes);
        bytes = new Uint8Array();
      } else {
        let at = 0;
        for (; at + frame <= bytes.length; at += frame)
          outgoing.write(bytes.subarray(at, at + frame));
        bytes = bytes.subarray(at);
      }
      rest = bytes;
      outgoing.uncork();
      if (outgoing.writableNeedDrain) await drained(outgoing);
      else if (performance.now() - turn > 8) await new Promise((resolve) => setImmediate(resolve));
      else continue;
      // Others have had their turn.
      turn = performance.now();
    }
  } catch (error) {
    if (rest.length > 0 && !gone.aborted) outgoing.write(rest);
    throw error;
  }
  if (rest.length > 0) outgoing.write(rest);
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      outgoing.off('drain', settle);
      outgoing.off('close', settle);
      resolve();
    };
    outgoing.on('drain', settle);
    outgoing.on('close', settle);
  });
}

/** Ends the connection in the middle; what has been written before still goes out. */
function hangUp(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (socket === null || !outgoing.headersSent) outgoing.destroy();
  else socket.end(() => socket.destroy());
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
