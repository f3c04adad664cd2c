import type { RawRequest } from '../../http/messages.js';
import type { Server } from '../Server.js';
import type { Reply } from './Reply.js';

/** A request that found its way to a handler. */
export interface Call {
  readonly server: Server;
  readonly request: RawRequest;
  /** In lower case. */
  readonly method: string;
  /** Percent-decoded. */
  readonly path: string;
  /** The segments behind `/api/`, without an empty last one. */
  readonly parts: readonly string[];
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Whether the admin token came along. */
  readonly admin: boolean;
  readonly reply: Reply;
}

/** The first value of a query parameter, empty when it is not there. */
export function parameter(call: Call, name: string): string {
  return call.query.get(name)?.[0] ?? '';
}

/** Answers 400 with the path behind the message, as the server does nearly everywhere. */
export function badRequest(call: Call, message: string): void {
  call.reply.error(`${message} (${call.path}).`, 400);
}

/** An error whose message is the answer, status 400. */
export class BadRequest extends Error {}

/** What would be a panic of the server: it answers 500, or breaks off the body that it has begun. */
export class Panic extends Error {}

/**
 * A request after which the real server hangs, or what it stores is broken: the sandbox does not
 * follow it there, and says so with status 501.
 */
export class Refusal extends Error {}
