import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SandboxError } from '../SandboxError.js';
import { isLoopback } from './loopback.js';
import type { RawHandler } from './messages.js';
import { serve } from './serve.js';

/** Where a sandbox listens. */
export interface ListenOptions {
  /** Name or address of the interface. Default `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Port of clio-store; 0, the default, is any free one. */
  readonly port?: number | undefined;
  /** Port of DVID; 0, the default, is any free one. */
  readonly dvidPort?: number | undefined;
  /**
   * Admits a host that others can reach. Whoever reaches a sandbox controls it, so that it
   * listens on this machine alone unless told otherwise. Default false.
   */
  readonly allowPublic?: boolean | undefined;
}

/** Two open ports. */
export interface Listening {
  /** Addresses such as `http://127.0.0.1:4200`. */
  readonly server: string;
  readonly dvid: string;
  close(): Promise<void>;
}

/** Chunks of a streamed body as DVID's HTTP server makes them. */
const dvidFrame = 2048;
/** How long answers in progress may still take when the sandbox closes. */
const patience = 250;

/** Opens both ports, or none. */
export async function listen(
  handlers: { readonly clio: RawHandler; readonly dvid: RawHandler },
  options: ListenOptions = {},
): Promise<Listening> {
  const { host = '127.0.0.1', port = 0, dvidPort = 0, allowPublic = false } = options;
  if (!allowPublic && !isLoopback(host)) {
    throw new SandboxError(
      `${host} can be reached by others, who could then control the sandbox: set allowPublic, or listen on 127.0.0.1.`,
    );
  }
  const clio = serve({ handle: handlers.clio, largestHead: 65_536 });
  const dvid = serve({ handle: handlers.dvid, frame: dvidFrame, largestHead: 1_048_576 });
  const server = await open(clio, host, port);
  try {
    return {
      server,
      dvid: await open(dvid, host, dvidPort),
      close: async () => void (await Promise.all([shut(clio), shut(dvid)])),
    };
  } catch (error) {
    await shut(clio);
    throw error;
  }
}

function open(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'it is in use' : error.message;
      reject(
        new SandboxError(`Cannot listen on port ${port} of ${host}: ${reason}.`, '', {
          cause: error,
        }),
      );
    });
    server.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port }, () => {
      resolve(addressOf(host, server.address() as AddressInfo));
    });
  });
}

/** An address that a client on this machine can use. */
function addressOf(host: string, { port }: AddressInfo): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (bare === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (bare === '::') return `http://[::1]:${port}`;
  return `http://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

async function shut(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(timer);
}
