import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { type OpenObject, openObjects } from '../schemas/openObject.js';
import { readJson } from '../transport/readJson.js';

/** A value handed over for review. */
export interface PullRequest {
  /** Email of the user who handed it over. */
  readonly user: string;
  readonly scope: string;
  readonly key: string;
  /** The value as it was then; `_timestamp` is the time of the request, in seconds since 1970. */
  readonly value: OpenObject;
}

/** Whose pull requests are fetched. */
export interface FetchPullRequestsOptions {
  /** Email of a user, or `all`; both need a global admin. By default the client's user. */
  readonly user?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The pull requests of the client's user, of another, or of all.
 *
 * @throws PermissionError for those of others without being a global admin.
 *
 * @example
 * ```ts
 * for (const { user, scope, key } of await fetchPullRequests(client, { user: 'all' })) {
 *   console.log(user, scope, key);
 * }
 * ```
 */
export async function fetchPullRequests(
  client: Client,
  { user = '', signal }: FetchPullRequestsOptions = {},
): Promise<PullRequest[]> {
  const response = await client.send({
    method: 'GET',
    path: ['v2', 'pull-request'],
    query: { user_email: user },
    signal,
  });
  const found = await readJson(response, z.record(z.string(), z.record(z.string(), openObjects)));
  return Object.entries(found).flatMap(([email, scopes]) =>
    Object.entries(scopes).flatMap(([scope, keys]) =>
      Object.entries(keys).map(([key, value]) => ({ user: email, scope, key, value })),
    ),
  );
}
