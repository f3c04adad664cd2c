import { quoteJson } from '../../json/goString.js';
import type { Server } from '../Server.js';

/** What the server says of itself, as JSON: all values are texts. */
export function serverInfo(server: Server): string {
  const now = server.now();
  const seconds = (now.getTime() - server.started.getTime()) / 1000;
  const info: Readonly<Record<string, string>> = {
    Cores: '2',
    'DVID Version': '',
    'Datastore Version': '0.11.0',
    Host: server.name,
    'Max Open Files': '20000',
    'Maximum Cores': '2',
    Note: '',
    'RPC Address': '127.0.0.1:8001',
    'Server time': `${now.toISOString().replace('T', ' ').replace('Z', '')} +0000 UTC m=+${seconds.toFixed(9)}`,
    'Server uptime': `${seconds}s`,
    'Storage backend': 'badger; filelog; filestore; ngprecomputed',
    'TOML location': '/sandbox/c.toml',
  };
  return `{${Object.entries(info)
    .map(([name, text]) => `${quoteJson(name)}:${quoteJson(text)}`)
    .join(',')}}`;
}
