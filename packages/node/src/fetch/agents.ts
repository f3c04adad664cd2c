import * as http from 'node:http';
import * as https from 'node:https';
import type { Environment } from '../environment/readEnvironment.js';
import { proxyFor } from './proxyFor.js';

/** Gives the agent (the pool of connections) for an address. */
export type AgentChoice = (url: URL) => Promise<http.Agent>;

/** Keeps connections alive between requests, one pool a protocol and a proxy. */
export function createAgents(env: Environment): AgentChoice {
  const pools = new Map<string, Promise<http.Agent>>();
  return (url) => {
    const proxy = proxyFor(url, env);
    const key = `${url.protocol} ${proxy?.href ?? ''}`;
    const known = pools.get(key);
    if (known) return known;
    const pool = createPool(url.protocol, proxy);
    pools.set(key, pool);
    return pool;
  };
}

async function createPool(protocol: string, proxy: URL | undefined): Promise<http.Agent> {
  // Idle connections are closed before a server does it, which could be just as a request sets out.
  const options = { keepAlive: true, timeout: 4_000 };
  if (!proxy) return protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
  if (!/^https?:$/.test(proxy.protocol)) {
    throw new Error(
      `The proxy ${proxy.protocol}//${proxy.host} is not supported; HTTPS_PROXY and HTTP_PROXY take http:// and https:// addresses.`,
    );
  }
  if (protocol === 'https:') {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    return new HttpsProxyAgent(proxy, options);
  }
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return new HttpProxyAgent(proxy, options);
}
