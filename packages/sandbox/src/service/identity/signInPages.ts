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
  return page('Sign in', `<h1>Sign in to the sandbox as</h1>\n<ul>\n${links.join('\n')}\n</ul>`);
}

/**
 * The page on which a person copies a token: the one of the cookie. A browser that has none is sent to
 * sign in first, and comes back.
 */
export function accountPage({ identity, incoming }: IdentityCall, path: string): RawResponse {
  const token = incoming.cookies.get('dsg_token');
  const user = token === undefined ? undefined : identity.owner(token);
  if (token === undefined || user === undefined)
    return redirectAnswer(`/api/v1/authorize?${formEncode([['redirect', path]])}`, 302);
  return page(
    'Your account',
    `<h1>${escapeHtml(String(user.get('email')))}</h1>\n<p>Your token, to paste where "clio auth login" asks for it:</p>\n<pre>${escapeHtml(token)}</pre>`,
  );
}

function page(title: string, body: string): RawResponse {
  return pageAnswer(
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>\n<body>${body}</body></html>\n`,
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
