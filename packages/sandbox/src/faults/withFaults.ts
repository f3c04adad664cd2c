import { discard, toBytes } from '../http/bytes.js';
import { ConnectionCut } from '../http/ConnectionCut.js';
import type { RawHandler, RawRequest, RawResponse } from '../http/messages.js';
import type { Fault } from './Fault.js';
import type { Aim } from './faultList.js';

/** Waits so many milliseconds; rejects when the signal aborts. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** What a fault needs besides the server that it stands before. */
export interface FaultContext {
  readonly target: 'clio' | 'dvid';
  /** Whether the requests are clio-store's own. */
  readonly upstream: boolean;
  readonly take: (aim: Aim) => Fault | undefined;
  readonly wait: Wait;
  /** Fills placeholders. */
  readonly fill: (text: string) => string;
}

/** The same server, failing where a fault says so. */
export function withFaults(handle: RawHandler, context: FaultContext): RawHandler {
  return async (request) => {
    const fault = context.take({
      target: context.target,
      method: request.method,
      path: request.target,
      upstream: context.upstream,
    });
    if (fault === undefined) return handle(request);
    switch (fault.fault) {
      case 'delay':
        await context.wait(fault.ms ?? 0, request.signal);
        return handle(request);
      case 'truncate': {
        const response = await handle(request);
        // It ends properly: the length that was announced is not the length that comes.
        const { 'content-length': _, ...headers } = response.headers;
        return { ...response, headers, body: truncated(response.body, fault.afterBytes) };
      }
      case 'cut':
        return cut(fault, request, handle);
      case 'hang':
        if (fault.effect === true) await discard(await handle(request));
        return never(request.signal);
      default:
        if (fault.effect === true) await discard(await handle(request));
        return standIn(fault, request, context.fill);
    }
  };
}

async function cut(fault: Fault, request: RawRequest, handle: RawHandler): Promise<RawResponse> {
  if (fault.afterBytes !== undefined) {
    const response = await handle(request);
    return {
      ...response,
      headers: { ...response.headers, ...declared(response) },
      body: broken(response.body, fault.afterBytes),
    };
  }
  if (fault.effect === true) await discard(await handle(request));
  throw new ConnectionCut();
}

/** The length that the whole body would have had. */
function declared(response: RawResponse): Record<string, string> {
  return response.body instanceof Uint8Array && response.gzip !== true
    ? { 'content-length': String(response.body.length) }
    : {};
}

function standIn(fault: Fault, request: RawRequest, fill: (text: string) => string): RawResponse {
  const status = fault.status ?? (fault.fault === 'redirect' ? 307 : 500);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(fault.headers ?? {}))
    headers[name.toLowerCase()] = fill(value);
  if (fault.fault === 'redirect') headers.location ??= request.target;
  let body = '';
  if (typeof fault.body === 'string') body = fault.body;
  else if (fault.body !== undefined) {
    body = JSON.stringify(fault.body);
    headers['content-type'] ??= 'application/json';
  }
  if (body !== '') headers['content-type'] ??= 'text/plain; charset=utf-8';
  return { status, headers, body: toBytes(fill(body)) };
}

function never(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const leave = () => reject(signal?.reason);
    if (signal?.aborted === true) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });
}

/** The first bytes of a body, or all but its last byte. */
function truncated(body: RawResponse['body'], bytes: number | undefined): RawResponse['body'] {
  if (!(body instanceof Uint8Array)) {
    return bytes === undefined ? withoutLastByte(body) : firstBytes(body, bytes);
  }
  return body.subarray(0, bytes ?? Math.max(0, body.length - 1));
}

async function* firstBytes(
  body: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  if (left === 0) return;
  for await (const chunk of body) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

async function* withoutLastByte(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  for await (const chunk of body) {
    if (chunk.length === 0) continue;
    if (held !== undefined) yield held;
    held = chunk;
  }
  if (held !== undefined) yield held.subarray(0, held.length - 1);
}

async function* broken(body: RawResponse['body'], bytes: number): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body.subarray(0, bytes);
  else yield* firstBytes(body, bytes);
  throw new ConnectionCut();
}
