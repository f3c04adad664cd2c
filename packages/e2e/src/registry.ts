import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A local package registry that serves the given tarballs and nothing else. */
export interface Registry {
  readonly url: string;
  close(): Promise<void>;
}

/** The package.json inside a packed tarball. */
export function manifestOf(tarball: Uint8Array): { name: string; version: string } {
  const bytes = gunzipSync(tarball);
  for (let offset = 0; offset + 512 <= bytes.length; ) {
    const name = bytes.toString('utf8', offset, offset + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(bytes.toString('latin1', offset + 124, offset + 136), 8) || 0;
    if (name === 'package/package.json') {
      return JSON.parse(bytes.toString('utf8', offset + 512, offset + 512 + size));
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('A tarball without package/package.json.');
}

/** Serves tarballs as npm expects a registry to, on a free port of the loopback address. */
export async function serveRegistry(files: readonly string[]): Promise<Registry> {
  const tarballs = files.map((file) => {
    const bytes = readFileSync(file);
    return { bytes, manifest: manifestOf(bytes) };
  });
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1);
    const download = tarballs.find(
      ({ manifest }) => path === `-/${manifest.name}-${manifest.version}.tgz`,
    );
    if (download) {
      response.end(download.bytes);
      return;
    }
    const found = tarballs.filter(({ manifest }) => manifest.name === path);
    if (found.length === 0) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
      return;
    }
    const versions = Object.fromEntries(
      found.map(({ bytes, manifest }) => [
        manifest.version,
        {
          ...manifest,
          dist: {
            tarball: `${url}-/${encodeURIComponent(manifest.name)}-${manifest.version}.tgz`,
            integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
          },
        },
      ]),
    );
    const latest = found.at(-1)?.manifest.version;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name: path, 'dist-tags': { latest }, versions }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
