import { redirectAnswer } from '../http/answers.js';
import { openEndpoint } from '../http/endpoint.js';
import { formEncode } from '../http/formEncode.js';
import type { Mount } from '../http/mount.js';
import { optionalText, textParameter } from '../validation/parameters.js';
import { profile } from './roles.js';

const login = openEndpoint({
  query: {
    redirect: textParameter(),
    dataset: optionalText(),
    service: textParameter('clio'),
  },
  run({ service, query }) {
    const parameters: [string, string][] = [['redirect', query.redirect]];
    if (query.service !== '') parameters.push(['service', query.service]);
    if (query.dataset) parameters.push(['dataset', query.dataset]);
    return redirectAnswer(`${service.dsg}/api/v1/authorize?${formEncode(parameters)}`);
  },
});

/** Sends the browser on and takes the cookie away; tokens stay as good as they were. */
const logout = openEndpoint({
  query: { redirect: textParameter('/') },
  run({ service, query }) {
    const expires = service.now().toUTCString();
    const cookie = `dsg_token=""; Domain=.janelia.org; expires=${expires}; Max-Age=0; Path=/; SameSite=lax`;
    return redirectAnswer(query.redirect, 302, { 'set-cookie': cookie });
  },
});

/** What a browser is sent to. */
export const browserRoutes: readonly Mount[] = [
  ['GET', '/login', login],
  ['GET', '/profile', profile],
  ['GET', '/logout', logout],
  ['POST', '/logout', logout],
];
