import { serverOrigin } from '@clio/auth';
import {
  type AuthStrategy,
  CredentialUnavailableError,
  defaultServer,
  isClioError,
} from '@clio/core';
import { defaultAuth, readConfig } from '@clio/node';
import type { Context } from './Context.js';
import { isOnThisMachine } from './isOnThisMachine.js';

/**
 * How a command's requests are authorized: CLIO_TOKEN, then the saved token, then gcloud. A server
 * that only a folder's `.cliorc.json` names gets nothing but a token saved for it: such a file comes
 * with a folder that somebody else may have made, and must not draw a token to a server of theirs.
 * An exception are servers that the person knows: the default one, that of the saved configuration,
 * those with a saved token, and those on this machine.
 */
export async function commandAuth(context: Context): Promise<AuthStrategy> {
  const { address, origin, setting } = await context.server();
  const store = await context.tokenStore();
  const known = setting.origin !== 'folder' || (await isKnown(context, origin));
  const auth = defaultAuth({
    server: address,
    env: context.env,
    store,
    fetch: await context.fetch(),
    now: context.now,
    sources: known ? undefined : ['saved'],
    onExpiresSoon: ({ message }) => {
      context.note(message).catch(() => {});
    },
  });
  return known ? auth : explaining(auth, origin, setting.where);
}

/** Says why a token that is there is not used. */
function explaining(auth: AuthStrategy, origin: string, where: string): AuthStrategy {
  return async (request) => {
    try {
      return await auth(request);
    } catch (error) {
      if (!isClioError(error, 'credential-unavailable')) throw error;
      const { remedy } = error as CredentialUnavailableError;
      throw new CredentialUnavailableError(
        `No token is saved for ${origin}. Only ${where} names that server, so no other token is sent there. ${remedy}`,
        { remedy, cause: error },
      );
    }
  };
}

async function isKnown(context: Context, origin: string): Promise<boolean> {
  if (origin === serverOrigin(defaultServer) || isOnThisMachine(origin)) return true;
  const { config } = await readConfig({ env: context.env });
  if (config.server !== undefined && serverOrigin(config.server) === origin) return true;
  return (await (await context.tokenStore()).load(origin)) !== undefined;
}
