import type { AuthStrategy, Credential } from '@clio/core';
import { serverOrigin } from '../stores/serverOrigin.js';

/** Options of {@link cachedAuth}. */
export interface CachedAuthOptions {
  /** How long before its expiry a credential is renewed, in milliseconds. Default: 5 minutes. */
  readonly leeway?: number | undefined;
  /** Default: the system's clock. */
  readonly now?: (() => Date) | undefined;
}

/** A question to the inner strategy under way, and how many wait for it. */
interface Flight {
  readonly rejected: Credential | undefined;
  readonly answer: Promise<Credential>;
  readonly control: AbortController;
  waiting: number;
}

/**
 * Remembers what a strategy gave, for each server, and asks again shortly before it runs out or
 * when the server refused it. Callers at the same time share one question: when one of them gives
 * up, the question goes on for the others, and ends when nobody waits for it. After a refusal the
 * inner strategy is asked again before anybody is told (another process may have saved a newer
 * token).
 *
 * @example
 * ```ts
 * import { cachedAuth, memoryTokenStore, savedAuth } from '@clio/auth';
 *
 * const auth = cachedAuth(savedAuth(memoryTokenStore()), { leeway: 60_000 });
 * ```
 *
 * @throws Whatever the inner strategy throws (from the strategy). A failure is not remembered, and
 *   a failure to renew early goes unnoticed while the credential at hand is still good.
 */
export function cachedAuth(strategy: AuthStrategy, options: CachedAuthOptions = {}): AuthStrategy {
  const { leeway = 5 * 60_000, now = () => new Date() } = options;
  const known = new Map<string, Credential>();
  const flights = new Map<string, Flight>();

  const timeLeft = (credential: Credential): number =>
    credential.kind === 'bearer' && credential.expiresAt
      ? credential.expiresAt.getTime() - now().getTime()
      : Number.POSITIVE_INFINITY;

  const depart = (server: string, origin: string, rejected: Credential | undefined): Flight => {
    const control = new AbortController();
    const answer = (async () => {
      try {
        const credential = await strategy({ server, rejected, signal: control.signal });
        // One that a refusal has overtaken does not count.
        if (flights.get(origin)?.control === control) known.set(origin, credential);
        return credential;
      } catch (error) {
        const old = known.get(origin);
        if (!rejected && old && timeLeft(old) > 0) return old;
        throw error;
      } finally {
        if (flights.get(origin)?.control === control) flights.delete(origin);
      }
    })();
    answer.catch(() => {}); // everybody who waited may have left
    return { rejected, answer, control, waiting: 0 };
  };

  return async ({ server, rejected, signal }) => {
    signal?.throwIfAborted();
    const origin = serverOrigin(server);
    let flight = flights.get(origin);
    if (!flight || (rejected && !same(flight.rejected, rejected))) {
      const credential = known.get(origin);
      const renewed = credential && rejected && !same(credential, rejected);
      const fresh = credential && (!rejected || renewed) && timeLeft(credential) > leeway;
      if (fresh) return credential;
      // A flight that does not know of the refusal may bring the refused one: it is left to those
      // who wait for it.
      flight = depart(server, origin, rejected);
      flights.set(origin, flight);
    }
    return wait(flight, signal, () => {
      if (flights.get(origin) === flight) flights.delete(origin);
    });
  };
}

/** Waits for a flight, or until the caller gives up; the last one who does ends the flight. */
async function wait(
  flight: Flight,
  signal: AbortSignal | undefined,
  abandon: () => void,
): Promise<Credential> {
  flight.waiting++;
  let leave = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason);
    signal?.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([flight.answer, left]);
  } finally {
    signal?.removeEventListener('abort', leave);
    flight.waiting--;
    if (flight.waiting === 0 && signal?.aborted) {
      abandon();
      flight.control.abort(signal.reason);
    }
  }
}

function same(one: Credential | undefined, other: Credential | undefined): boolean {
  if (one === other) return true;
  return one?.kind === 'bearer' && other?.kind === 'bearer' && one.token === other.token;
}
