import type { FaultList } from '../faults/faultList.js';
import { jsonAnswer } from '../http/bytes.js';
import type { RawHandler, RawRequest, RawResponse } from '../http/messages.js';
import { splitTarget } from '../http/splitTarget.js';
import { SandboxError } from '../SandboxError.js';
import type { SandboxClock } from './clock.js';
import type { RequestLog } from './requestLog.js';

/** Where the control interface is mounted, on the origin of `server`. */
export const controlPrefix = '/__sandbox';

/** What the control interface controls. */
export interface Controlled {
  /** The state as JSON text, in pieces. */
  readState(): Promise<AsyncIterable<Uint8Array>>;
  /** @throws SandboxError, and then nothing has changed */
  replaceState(text: string): Promise<void>;
  reset(): Promise<void>;
  readonly tokens: Readonly<Record<string, string>>;
  readonly faults: FaultList;
  readonly requests: RequestLog;
  readonly clock: SandboxClock;
}

type Action = (body: Uint8Array) => Promise<RawResponse> | RawResponse;

/** The interface by which tests in any language steer a sandbox. */
export function createControl(sandbox: Controlled, allowOrigin: boolean): RawHandler {
  const tokens = () => jsonAnswer({ tokens: sandbox.tokens });
  const faults = () => jsonAnswer(sandbox.faults.list);
  const time = (now: Date) => jsonAnswer({ now: now.toISOString() });

  const routes: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
    state: {
      GET: async () => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: await sandbox.readState(),
      }),
      PUT: async (body) => {
        await sandbox.replaceState(readText(body));
        return tokens();
      },
    },
    reset: {
      POST: async () => {
        await sandbox.reset();
        return tokens();
      },
    },
    faults: {
      GET: faults,
      POST: (body) => {
        sandbox.faults.add(readJson(body) as Parameters<FaultList['add']>[0]);
        return faults();
      },
      DELETE: () => {
        sandbox.faults.clear();
        return faults();
      },
    },
    requests: {
      GET: () => jsonAnswer(sandbox.requests.list),
      DELETE: () => {
        sandbox.requests.clear();
        return jsonAnswer([]);
      },
    },
    clock: {
      GET: () => time(sandbox.clock.now()),
      POST: (body) => time(moveClock(readJson(body), sandbox.clock)),
    },
  };

  return async (request) => {
    const origin = request.headers.origin;
    if (origin !== undefined && !allowOrigin) {
      return refusal(
        403,
        'A request from a web page is refused here; the option allowOrigin admits it.',
      );
    }
    const response = await answer(request, routes);
    return origin === undefined ? response : withCors(response, origin);
  };
}

async function answer(
  request: RawRequest,
  routes: Readonly<Record<string, Readonly<Record<string, Action>>>>,
): Promise<RawResponse> {
  const name = splitTarget(request.target)
    .path.slice(controlPrefix.length)
    .replace(/^\/|\/$/g, '');
  const actions = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (actions === undefined) {
    const known = Object.keys(routes).map((route) => `${controlPrefix}/${route}`);
    return refusal(404, `There is ${known.join(', ')}.`);
  }
  if (request.method === 'OPTIONS') return { status: 204, headers: {}, body: new Uint8Array() };
  const action = Object.hasOwn(actions, request.method) ? actions[request.method] : undefined;
  if (action === undefined) {
    const allow = Object.keys(actions).join(', ');
    const response = refusal(405, `${controlPrefix}/${name} takes ${allow}.`);
    return { ...response, headers: { ...response.headers, allow } };
  }
  try {
    return await action(request.body);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return jsonAnswer({ error: error.message, pointer: error.pointer }, 400);
  }
}

function refusal(status: number, error: string): RawResponse {
  return jsonAnswer({ error }, status);
}

function withCors(response: RawResponse, origin: string): RawResponse {
  return {
    ...response,
    headers: {
      ...response.headers,
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'content-type',
      vary: 'origin',
    },
  };
}

function moveClock(wanted: unknown, clock: SandboxClock): Date {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) {
    throw new SandboxError('The clock takes {"now": time} or {"advanceMs": milliseconds}.');
  }
  const given = wanted as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (name !== 'now' && name !== 'advanceMs') {
      throw new SandboxError('is neither now nor advanceMs', `/${name}`);
    }
  }
  if ('now' in given === 'advanceMs' in given) {
    throw new SandboxError('The clock takes either {"now": time} or {"advanceMs": milliseconds}.');
  }
  if ('now' in given) {
    if (typeof given.now !== 'string') throw new SandboxError('is no string', '/now');
    return clock.set(given.now);
  }
  if (typeof given.advanceMs !== 'number') throw new SandboxError('is no number', '/advanceMs');
  return clock.advance(given.advanceMs);
}

function readText(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new SandboxError('The body is not UTF-8.', '', { cause });
  }
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(readText(body));
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    throw new SandboxError(`The body is not JSON: ${(cause as Error).message}.`, '', { cause });
  }
}
