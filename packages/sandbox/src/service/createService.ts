import type { RawHandler, RawRequest, RawResponse } from '../http/messages.js';
import type { JsonValue } from '../json/value.js';
import { allRoutes } from './allRoutes.js';
import { DvidClient } from './bodies/DvidClient.js';
import { crashAnswer, jsonAnswer, redirectAnswer } from './http/answers.js';
import { withCors } from './http/cors.js';
import { HttpError } from './http/HttpError.js';
import { type Incoming, readRequest } from './http/Incoming.js';
import { everyPath, OtherSpelling, Router } from './http/Router.js';
import { ValidationFailure } from './http/ValidationFailure.js';
import { Identity } from './identity/Identity.js';
import { answerIdentity } from './identity/identityRoutes.js';
import { SignIn } from './identity/SignIn.js';
import { LegacyUsers } from './legacy/LegacyUsers.js';
import { legacyRoutes, usualTokenLifetime } from './legacy/routes.js';
import { PythonError } from './python/values.js';
import type { Service } from './Service.js';
import { DatasetCache } from './store/DatasetCache.js';
import { secureRandom } from './store/randomText.js';
import { dumpDocuments, loadDocuments } from './store/state.js';

/** The parts of the sandbox's state that are clio-store's and the identity service's. */
export interface ServiceState {
  readonly users: JsonValue | undefined;
  readonly groups: JsonValue | undefined;
  readonly datasets: JsonValue | undefined;
  readonly tags: JsonValue | undefined;
  readonly documents: JsonValue | undefined;
}

export interface ServiceOptions extends ServiceState {
  /** Answers as the DVID at `places.dvid`; nobody else is reached. */
  readonly dvid: RawHandler;
  readonly now: () => Date;
  /** Numbers from 0 to below 1, for new ids and tokens; secure ones when left out. */
  readonly random?: (() => number) | undefined;
  /** The addresses under which clients see the servers. */
  readonly places: { readonly server: string; readonly dvid: string; readonly dsg: string };
  /** The deployment before DatasetGateway; lifetime of its tokens in seconds, three weeks when left out. */
  readonly legacy?: boolean | { readonly tokenLifetime?: number | undefined } | undefined;
  /** Enforce roles on body annotations too. */
  readonly enforceRoles?: boolean | undefined;
}

/** clio-store and the identity service, ready to answer. */
export interface ClioService {
  /** Answers everything; it never throws but for an error of its own or of `dvid`. */
  readonly handle: RawHandler;
  /** The state now; as given, when nothing has happened. */
  dump(): ServiceState;
}

/**
 * clio-store with the identity service behind it, on a state of its own. A user's tokens made later
 * are in the state as the user's list `tokens`.
 */
export function createService(options: ServiceOptions): ClioService {
  const { now } = options;
  const random = options.random ?? secureRandom;
  const identity = new Identity(options.users, options.groups, random);
  const documents = loadDocuments(options);
  const legacyUsers = options.legacy ? new LegacyUsers(identity, now) : undefined;
  const signIn = new SignIn(identity, now);
  const service: Service = {
    documents,
    datasets: new DatasetCache(documents, now),
    volumes: new Set(),
    tags: options.tags instanceof Map ? options.tags : new Map(),
    identity,
    dvid: new DvidClient(options.dvid, options.places.dvid),
    dsg: options.places.dsg,
    enforceRoles: options.enforceRoles ?? false,
    now,
    random,
    members: (group) => legacyUsers?.members(group) ?? identity.members(group) ?? [],
    signIn: async (incoming) => legacyUsers?.signIn(incoming) ?? signIn.user(incoming),
  };
  const lifetime = typeof options.legacy === 'object' ? options.legacy.tokenLifetime : undefined;
  const routes = legacyUsers && legacyRoutes(legacyUsers, lifetime ?? usualTokenLifetime);
  const router = new Router(allRoutes(routes));

  async function handle(request: RawRequest): Promise<RawResponse> {
    const incoming = readRequest(request);
    const asIdentity = legacyUsers ? undefined : answerIdentity({ identity, incoming });
    if (asIdentity) return asIdentity;
    const answer = await answerSafely(service, router, incoming);
    if (answer === undefined) return crashAnswer();
    const body = request.method === 'HEAD' ? new Uint8Array() : answer.body;
    return withCors({ ...answer, body }, request.headers.origin, legacyUsers !== undefined);
  }

  return {
    handle,
    dump: () => ({
      users: options.users === undefined ? undefined : identity.dump(),
      groups: options.groups,
      tags: options.tags,
      ...dumpDocuments(documents, options),
    }),
  };
}

/** Nothing for a failure that the server did not foresee. */
async function answerSafely(
  service: Service,
  router: Router,
  incoming: Incoming,
): Promise<RawResponse | undefined> {
  try {
    return await answer(service, router, incoming);
  } catch (error) {
    if (error instanceof PythonError) return undefined;
    throw error;
  }
}

async function answer(service: Service, router: Router, incoming: Incoming): Promise<RawResponse> {
  const { method, path } = incoming;
  if (method === 'OPTIONS' && everyPath.test(path)) {
    return { status: 200, headers: { 'content-length': '0' }, body: new Uint8Array() };
  }
  try {
    const { endpoint, path: parameters } = router.find(method, path);
    return await endpoint.answer(service, incoming, parameters);
  } catch (error) {
    if (error instanceof ValidationFailure) return jsonAnswer(error.detail(), 422);
    if (error instanceof OtherSpelling) return redirectToSpelling(incoming, error.path);
    if (error instanceof HttpError) {
      return jsonAnswer(new Map([['detail', error.detail]]), error.status, error.headers);
    }
    throw error;
  }
}

function redirectToSpelling(incoming: Incoming, path: string): RawResponse {
  const host = incoming.headers.host;
  const query = incoming.rawQuery === '' ? '' : `?${incoming.rawQuery}`;
  return redirectAnswer(`${host === undefined ? '' : `http://${host}`}${path}${query}`, 307);
}
