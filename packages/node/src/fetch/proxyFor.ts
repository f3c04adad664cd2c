import { BlockList, isIP } from 'node:net';
import { type Environment, readVariable } from '../environment/readEnvironment.js';

/**
 * The proxy that a request goes through by the usual variables, in small or capital letters:
 * `HTTPS_PROXY` or `HTTP_PROXY` by the request's protocol, or else `ALL_PROXY`, unless `NO_PROXY`
 * names the host.
 *
 * `NO_PROXY` is a list with commas or blanks: `*` is every host, `example.org` (or `.example.org`,
 * `*.example.org`) this host and all below it, `example.org:8080` the same at one port, `10.0.0.0/8`
 * the addresses of a network. Loopback addresses are hosts like any other, so name them there.
 *
 * @throws Error when the variable holds no address: to go round a proxy unasked could show to a network what
 *   was not meant for it. The message does not hold the value, which may hold a password.
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const read = (name: string) => readVariable(env, name.toLowerCase()) ?? readVariable(env, name);
  const own = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const name = read(own) ? own : 'ALL_PROXY';
  const proxy = read(name);
  if (!proxy) return undefined;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  for (const entry of (read('NO_PROXY') ?? '').toLowerCase().split(/[\s,]+/)) {
    if (entry === '*' || isInNetwork(host, entry)) return undefined;
    const [, wantedName = '', only] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
    // An IPv6 address without brackets ends in digits after a colon, too.
    const [wanted, at] =
      entry.split(':').length > 2 && !entry.startsWith('[')
        ? [entry, undefined]
        : [wantedName, only];
    const suffix = wanted.replace(/^\*?\./, '');
    if (suffix === '' || (at !== undefined && at !== port)) continue;
    if (host === suffix || host.endsWith(`.${suffix}`)) return undefined;
  }
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!URL.canParse(address)) throw new Error(`${name} holds no address of a proxy.`);
  return new URL(address);
}

/** Whether an address is in a network such as `10.0.0.0/8`. */
function isInNetwork(host: string, entry: string): boolean {
  const [network = '', bits] = entry.split('/');
  const version = isIP(host);
  if (bits === undefined || version === 0 || isIP(network) !== version) return false;
  const most = version === 4 ? 32 : 128;
  if (!/^\d+$/.test(bits) || Number(bits) > most) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}
