import { type Environment, readVariable } from '../environment/readEnvironment.js';

/**
 * The proxy that a request goes through by the usual variables, in small or capital letters:
 * `HTTPS_PROXY` or `HTTP_PROXY` by the request's protocol, or else `ALL_PROXY`, unless `NO_PROXY`
 * names the host.
 *
 * `NO_PROXY` is a list with commas or blanks: `*` is every host, `example.org` (or `.example.org`,
 * `*.example.org`) this host and all below it, `example.org:8080` the same at one port. Loopback
 * addresses are hosts like any other, so name them there.
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const read = (name: string) => readVariable(env, name.toLowerCase()) ?? readVariable(env, name);
  const proxy = read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? read('ALL_PROXY');
  if (!proxy) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  for (const entry of (read('NO_PROXY') ?? '').toLowerCase().split(/[\s,]+/)) {
    if (entry === '*') return undefined;
    const [, name = '', only] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
    // An IPv6 address without brackets ends in digits after a colon, too.
    const [wanted, at] =
      entry.split(':').length > 2 && !entry.startsWith('[') ? [entry, undefined] : [name, only];
    const suffix = wanted.replace(/^\*?\./, '');
    if (suffix === '' || (at !== undefined && at !== port)) continue;
    if (host === suffix || host.endsWith(`.${suffix}`)) return undefined;
  }
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}
