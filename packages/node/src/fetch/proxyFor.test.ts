import { expect, it } from 'vitest';
import { proxyFor } from './proxyFor.js';

const HTTPS_PROXY = 'http://secure:1';
const HTTP_PROXY = 'http://plain:2';
const both = { HTTPS_PROXY, HTTP_PROXY };

it.each([
  ['https://a.org', {}, undefined],
  ['https://a.org', { HTTPS_PROXY: '', HTTP_PROXY }, undefined],
  ['https://a.org', both, 'http://secure:1/'],
  ['http://a.org', both, 'http://plain:2/'],
  ['http://a.org', { ...both, http_proxy: 'http://small:3' }, 'http://small:3/'],
  ['http://a.org', { ALL_PROXY: 'all:4' }, 'http://all:4/'],
  ['https://a.org', { ...both, NO_PROXY: '*' }, undefined],
  ['https://a.org', { ...both, NO_PROXY: 'b.org, a.org' }, undefined],
  ['https://x.a.org', { ...both, NO_PROXY: 'a.org' }, undefined],
  ['https://x.a.org', { ...both, NO_PROXY: '.a.org' }, undefined],
  ['https://x.a.org', { ...both, NO_PROXY: '*.a.org' }, undefined],
  ['https://A.org', { ...both, no_proxy: 'a.ORG' }, undefined],
  ['https://xa.org', { ...both, NO_PROXY: 'a.org' }, 'http://secure:1/'],
  ['https://a.org:8443', { ...both, NO_PROXY: 'a.org:8443' }, undefined],
  ['https://a.org', { ...both, NO_PROXY: 'a.org:443' }, undefined],
  ['https://a.org', { ...both, NO_PROXY: 'a.org:8443' }, 'http://secure:1/'],
  ['http://[::1]:80', { ...both, NO_PROXY: '::1' }, undefined],
  ['http://[::1]:81', { ...both, NO_PROXY: '[::1]:81' }, undefined],
  ['http://127.0.0.1:5', both, 'http://plain:2/'],
  ['http://10.1.2.3', { ...both, NO_PROXY: '10.0.0.0/8' }, undefined],
  ['http://11.1.2.3', { ...both, NO_PROXY: '10.0.0.0/8' }, 'http://plain:2/'],
  ['http://[fd00::7]', { ...both, NO_PROXY: 'fd00::/8' }, undefined],
  ['http://a.org', { ...both, NO_PROXY: '10.0.0.0/8,10.0.0.0/99,a.org/8' }, 'http://plain:2/'],
  ['http://127.0.0.1:5', { ...both, NO_PROXY: 'localhost 127.0.0.1' }, undefined],
])('%s with %j goes to %s', (url, env, proxy) => {
  expect(proxyFor(new URL(url), env)?.href).toBe(proxy);
});
