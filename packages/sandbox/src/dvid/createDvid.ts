import type { RawHandler, RawRequest, RawResponse } from '../http/messages.js';
import type { JsonValue } from '../json/value.js';
import { BadRequest, badRequest, type Call, Panic, Refusal } from './http/Call.js';
import { panicText } from './http/panicText.js';
import { Reply } from './http/Reply.js';
import { redirect } from './http/redirect.js';
import { readQuery, readTarget } from './http/target.js';
import { route } from './route.js';
import type { Server } from './Server.js';
import { dumpRepos } from './state/dumpRepos.js';
import { loadRepos } from './state/loadRepos.js';

/** What a DVID in the sandbox starts from. */
export interface DvidOptions {
  /** Repositories in the format of the state document; none when left out. */
  readonly repos: JsonValue | undefined;
  readonly now: () => Date;
  /** Whether ids of deleted bodies stay in the lists of the head, as in the real server. Default true. */
  readonly ghosts?: boolean;
  /** Source of UUIDs and of orders that the server leaves open. Default `Math.random`. */
  readonly random?: () => number;
  /** Host and port by which the server calls itself. Default `localhost:8000`. */
  readonly name?: string;
  /** Value of the parameter `admintoken` that opens locked versions. Default `letmein`. */
  readonly adminToken?: string;
}

/** A DVID server in memory. */
export interface Dvid {
  readonly handle: RawHandler;
  /** What it holds, in the format of the state document. */
  dump(): JsonValue;
}

/**
 * Makes a DVID server that holds these repositories and answers as the real one does.
 *
 * What the real server would not survive (it hangs, or mixes up what it stores) is refused with
 * status 501 and a text that says so.
 *
 * @throws SandboxError when the repositories cannot be read
 */
export function createDvid(options: DvidOptions): Dvid {
  const {
    now,
    ghosts = true,
    random = Math.random,
    name = 'localhost:8000',
    adminToken = 'letmein',
  } = options;
  const server: Server = {
    repos: [],
    versions: new Map(),
    nextVersion: 1,
    now,
    random,
    name,
    adminToken,
    ghosts,
    started: now(),
  };
  loadRepos(server, options.repos);
  return {
    handle: async (request) => answer(server, request),
    dump: () => dumpRepos(server),
  };
}

function answer(server: Server, request: RawRequest): RawResponse {
  const target = readTarget(request.target);
  const head = request.method === 'HEAD';
  const reply = new Reply();
  if (target === undefined) {
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('connection', 'close')
      .status(400)
      .write('400 Bad Request')
      .toResponse(false);
  }
  if (redirect(reply, request.method, target)) return reply.toResponse(head);
  const query = readQuery(target.rawQuery);
  const parts = target.path.slice('/api/'.length).split('/');
  if (parts.at(-1) === '') parts.pop();
  const call: Call = {
    server,
    request,
    method: request.method.toLowerCase(),
    path: target.path,
    parts,
    query,
    admin: query.get('admintoken')?.[0] === server.adminToken,
    reply,
  };
  try {
    route(call);
  } catch (error) {
    if (error instanceof BadRequest) badRequest(call, error.message);
    else if (error instanceof Panic) reply.error(panicText(call, error.message), 500);
    else if (error instanceof Refusal)
      reply.error(`The sandbox refuses this request: ${error.message}.`, 501);
    else throw error;
  }
  return reply.toResponse(head);
}
