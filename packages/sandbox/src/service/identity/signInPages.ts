import type { RawResponse } from '../../http/messages.js';
import { jsonAnswer, pageAnswer, redirectAnswer } from '../http/answers.js';
import { formEncode } from '../http/formEncode.js';
import { queryValue } from '../http/Incoming.js';
import type { IdentityCall } from './identityRoutes.js';

/** A week, in seconds: how long a browser stays signed in. */
const lifetime = 604_800;

/**
 * Where a browser is sent to sign in. The real service sends it on to Google; here one chooses among
 * the users of the sandbox.
 */
export function authorize({ identity, incoming }: IdentityCall): RawResponse {
  const redirect = queryValue(incoming, 'redirect') ?? '/';
  const links = [...identity.users].map(([alias, user]) => {
    const address = `oauth2callback?${formEncode([
      ['user', alias],
      ['redirect', redirect],
    ])}`;
    return `<li><a href="${escapeHtml(address)}">${escapeHtml(`${alias} (${String(user.get('email'))})`)}</a></li>`;
  });
  if (incoming.headers['x-requested-with'] !== undefined) {
    return jsonAnswer(
      new Map([['authorization_url', `authorize?${formEncode([['redirect', redirect]])}`]]),
    );
  }
  return pageAnswer(
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head>\n<body><h1>Sign in to the sandbox as</h1>\n<ul>\n${links.join('\n')}\n</ul></body></html>\n`,
  );
}

/** The choice that was made: a new token in the cookie, and on to where the browser came from. */
export function signedIn({ identity, incoming }: IdentityCall): RawResponse {
  const user = identity.users.get(queryValue(incoming, 'user') ?? '');
  const token = user && identity.mint(user);
  if (token === undefined) {
    return jsonAnswer(
      new Map([['detail', 'You do not have permission to perform this action.']]),
      403,
    );
  }
  const cookie = `dsg_token=${token}; HttpOnly; Max-Age=${lifetime}; Path=/; SameSite=Lax`;
  return redirectAnswer(queryValue(incoming, 'redirect') ?? '/', 302, { 'set-cookie': cookie });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
