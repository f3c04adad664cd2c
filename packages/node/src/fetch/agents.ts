import * as http from 'node:http';
import type { Environment } from '../environment/readEnvironment.js';
import { proxyFor } from './proxyFor.js';

/** How to reach an address: the function of its protocol, and the agent (the pool of connections). */
export interface Connector {
  readonly request: typeof http.request;
  readonly agent: http.Agent;
  /** Host and port of the proxy that stands between, if one does. */
  readonly proxy?: string | undefined;
}

/** Gives the connector for an address. */
export type AgentChoice = (url: URL) => Promise<Connector>;

/** Keeps connections alive between requests, one pool a protocol and a proxy. */
export function createAgents(env: Environment): AgentChoice {
  const pools = new Map<string, Promise<Connector>>();
  return async (url) => {
    const proxy = proxyFor(url, env);
    const key = `${url.protocol} ${proxy?.href ?? ''}`;
    const known = pools.get(key);
    if (known) return known;
    const pool = createPool(url.protocol, proxy);
    pools.set(key, pool);
    return pool;
  };
}

async function createPool(protocol: string, proxy: URL | undefined): Promise<Connector> {
  // Encryption takes its time to load, and is not needed for a server on this machine.
  const { request, Agent } = protocol === 'https:' ? await import('node:https') : http;
  // Idle connections are closed before a server does it, which could be just as a request sets out.
  const options = { keepAlive: true, timeout: 4_000 };
  if (!proxy) return { request, agent: new Agent(options) };
  if (!/^https?:$/.test(proxy.protocol)) {
    throw new Error(
      `The proxy ${proxy.protocol}//${proxy.host} is not supported; HTTPS_PROXY and HTTP_PROXY take http:// and https:// addresses.`,
    );
  }
  if (protocol === 'https:') {
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    return { request, agent: new HttpsProxyAgent(proxy, options), proxy: proxy.host };
  }
  const { HttpProxyAgent } = await import('http-proxy-agent');
  return { request, agent: new HttpProxyAgent(proxy, options), proxy: proxy.host };
}
