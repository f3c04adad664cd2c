import { createClock, toTime } from './control/clock.js';
import { controlPrefix, createControl } from './control/control.js';
import { createRequestLog } from './control/requestLog.js';
import { createFaultList } from './faults/faultList.js';
import { type Wait, withFaults } from './faults/withFaults.js';
import { toBytes } from './http/bytes.js';
import { ConnectionCut } from './http/ConnectionCut.js';
import { createFetch } from './http/inProcess.js';
import type { Listening } from './http/listen.js';
import type { RawHandler } from './http/messages.js';
import { splitTarget } from './http/splitTarget.js';
import type { Sandbox, SandboxOptions } from './Sandbox.js';
import { SandboxError } from './SandboxError.js';
import { sampleTexts } from './sample/sampleState.js';
import { sampleUsers } from './sample/sampleUsers.js';
import { PythonError } from './service/python/values.js';
import { type StageOptions, stage, type World } from './stage.js';
import { parseState, type StateParts } from './state/parseState.js';
import { fillText, type Places } from './state/places.js';
import { encodeState, toDocument, writeState } from './state/readState.js';
import { legacyTokens, tokensOf } from './tokens.js';

/**
 * A local Clio: clio-store, the DVID below it and the identity service beside it, with real state.
 * It answers as the real servers do, also where they are odd.
 *
 * The call is synchronous and opens nothing: use `fetch` in process, or `listen()` for HTTP. The
 * state is checked and staged at once; only the sample is loaded at the first request.
 *
 * Neither faults nor recorded requests concern what clio-store itself sends to DVID, unless a
 * fault says `upstream`.
 *
 * @throws SandboxError when the state cannot be used, with the JSON pointer of what is wrong
 *
 * @example
 * ```ts
 * import { createSandbox } from '@clio/sandbox';
 *
 * const sandbox = createSandbox({
 *   state: {
 *     users: {
 *       ann: { token: 'ann-token', email: 'ann@example.org', permissions_v2: { MB: ['edit', 'view'] } },
 *     },
 *     datasets: { MB: { description: 'mushroom body', dvid: '{{dvid}}', uuid: '4c6e1b' } },
 *     repos: [
 *       {
 *         instances: { segmentation_annotations: { typename: 'neuronjson' } },
 *         versions: [
 *           {
 *             uuid: '4c6e1b',
 *             locked: false,
 *             data: { segmentation_annotations: { records: [{ bodyid: 1001, type: 'KCg-m' }] } },
 *           },
 *         ],
 *       },
 *     ],
 *   },
 * });
 *
 * const response = await sandbox.fetch(`${sandbox.server}/v2/json-annotations/MB/neurons/id-number/1001`, {
 *   headers: { authorization: `Bearer ${sandbox.tokens.ann}` },
 * });
 * console.log(await response.json()); // [ { bodyid: 1001, type: 'KCg-m' } ]
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { sample = false, wait = waitByTimer } = options;
  if (sample && options.state !== undefined) {
    throw new SandboxError('A sandbox starts from a state or from the sample, not from both.');
  }
  const clock = createClock(timeSource(options.now));
  const log = createRequestLog(clock.now);
  const faults = createFaultList(options.random ?? Math.random);
  const legacy = options.legacy === true && { tokenLifetime: options.tokenLifetime };
  const staging: StageOptions = {
    now: clock.now,
    random: options.random,
    ghosts: options.ghosts ?? true,
    enforceRoles: options.enforceRoles ?? false,
    legacy,
    between: (dvid) => asUpstream(faulty('dvid', dvid, true)),
  };

  let places = inProcess;
  let listening: Listening | undefined;
  let opening = false;
  let start: StateParts = {};
  let world: World;
  let tokens: Readonly<Record<string, string>> = {};
  let loading: Promise<void> | undefined;

  /** Puts a state in place; what it returns is still to be waited for. */
  function begin(parts: StateParts): Promise<void> | undefined {
    world = stage(parts, places, staging);
    if (legacy === false) {
      tokens = tokensOf(parts);
      return undefined;
    }
    return legacyTokens(parts, clock.now(), legacy.tokenLifetime).then((signed) => {
      tokens = signed;
    });
  }

  if (sample) {
    tokens = Object.fromEntries(
      Object.entries(sampleUsers).map(([alias, user]) => [alias, user.token]),
    );
    loading = sampleTexts().then((state) => {
      start = parseState(state);
      return begin(start);
    });
  } else {
    start = parseState(options.state ?? {});
    loading = begin(start);
  }
  const ready = Promise.resolve(loading).finally(() => {
    loading = undefined;
  });
  // Whoever asks first hears of a failure.
  ready.catch(() => {});

  function faulty(target: 'clio' | 'dvid', handle: RawHandler, upstream: boolean): RawHandler {
    const fill = (text: string) => fillText(text, places);
    return withFaults(handle, { target, upstream, take: faults.take, wait, fill });
  }

  function serving(target: 'clio' | 'dvid'): RawHandler {
    const handle: RawHandler = async (request) => {
      await loading;
      return world[target](request);
    };
    return log.record(target, faulty(target, unbroken(handle), false));
  }

  const control = createControl(
    {
      readState: async () => encodeState((await present()).dump()),
      replaceState,
      reset,
      get tokens() {
        return tokens;
      },
      faults,
      requests: log,
      clock,
    },
    options.allowOrigin ?? false,
  );
  const service = serving('clio');
  const dvid = serving('dvid');
  const clio: RawHandler = (request) => {
    const { path } = splitTarget(request.target);
    const controlled = path === controlPrefix || path.startsWith(`${controlPrefix}/`);
    return controlled ? unbroken(control)(request) : service(request);
  };

  async function present(): Promise<World> {
    await loading;
    return world;
  }

  async function replaceState(state: object | string): Promise<void> {
    await loading;
    await begin(parseState(state));
  }

  async function reset(): Promise<void> {
    await loading;
    faults.clear();
    log.clear();
    clock.reset();
    await begin(start);
  }

  return {
    fetch: createFetch(({ origin }) => {
      if (origin === inProcess.server || origin === places.server) return clio;
      return origin === inProcess.dvid || origin === places.dvid ? dvid : undefined;
    }),
    async listen(where) {
      if (opening || listening !== undefined)
        throw new SandboxError('The sandbox listens already.');
      opening = true;
      try {
        const { listen } = await import('./http/listen.js');
        await loading;
        listening = await listen({ clio, dvid }, where);
      } finally {
        opening = false;
      }
      places = addresses(listening.server, listening.dvid);
      world = world.move(places);
      return places;
    },
    get server() {
      return places.server;
    },
    get dvid() {
      return places.dvid;
    },
    get dsg() {
      return places.dsg;
    },
    get tokens() {
      return tokens;
    },
    ready,
    state: async () => toDocument((await present()).dump()),
    stateText: async () => [...writeState((await present()).dump())].join(''),
    setState: replaceState,
    reset,
    faults: {
      add: faults.add,
      clear: faults.clear,
      get list() {
        return faults.list;
      },
    },
    get requests() {
      return log.list;
    },
    clock,
    async close() {
      const open = listening;
      listening = undefined;
      await open?.close();
    },
  };
}

function addresses(server: string, dvid: string): Places {
  return { server, dvid, dsg: server };
}

/** Addresses that lead nowhere outside the process: `.invalid` is never resolved. */
const inProcess = addresses('https://clio.sandbox.invalid', 'https://dvid.sandbox.invalid');

function timeSource(now: SandboxOptions['now']): () => Date {
  if (typeof now === 'function') return now;
  if (now === undefined) return () => new Date();
  const time = toTime(now).getTime();
  return () => new Date(time);
}

const waitByTimer: Wait = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', leave);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });

/** The same server, for which a fault of its own is an answer too, and the sandbox goes on. */
function unbroken(handle: RawHandler): RawHandler {
  return async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      if (error instanceof ConnectionCut || request.signal?.aborted === true) throw error;
      console.error(
        `The sandbox failed at ${request.method} ${splitTarget(request.target).path}:`,
        error,
      );
      return {
        status: 500,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: toBytes('Internal Server Error'),
      };
    }
  };
}

/** DVID as clio-store reaches it: a connection that ends is an error of its HTTP library. */
function asUpstream(handle: RawHandler): RawHandler {
  return async (request) => {
    const response = await handle(request).catch(rethrow);
    if (response.body instanceof Uint8Array) return response;
    return { ...response, body: relayed(response.body) };
  };
}

async function* relayed(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    rethrow(error);
  }
}

function rethrow(error: unknown): never {
  if (error instanceof ConnectionCut)
    throw new PythonError('ConnectionError', 'Connection aborted.');
  throw error;
}
