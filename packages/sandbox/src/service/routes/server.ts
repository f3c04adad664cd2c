import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { checkSendable, resolveToken } from '../identity/SignIn.js';

const refresh = endpoint({
  run({ service }) {
    service.datasets.refresh();
    return null;
  },
});

/**
 * A new token of the caller's. The header is read anew and more strictly than at sign-in, so that
 * the identity service may refuse what signed in.
 */
const mint = endpoint({
  run({ service, incoming }) {
    const header = incoming.headers.authorization ?? '';
    const given = (header.startsWith('Bearer ') ? header.slice('Bearer '.length) : header).trim();
    const token = resolveToken(incoming, given) ?? 'None';
    checkSendable(token);
    const owner = service.identity.owner(token);
    if (!owner) throw new HttpError(401, '{"detail":"Invalid or expired token."}');
    const minted = service.identity.mint(owner);
    if (minted === undefined) {
      throw new HttpError(403, '{"detail":"You do not have permission to perform this action."}');
    }
    return minted;
  },
});

/** `/server`. */
export const serverRoutes: readonly Mount[] = [
  ['POST', '/refresh-caches', refresh],
  ['POST', '/token', mint],
];

/** What is served alike before DatasetGateway. */
export const refreshRoute: Mount = ['POST', '/refresh-caches', refresh];
