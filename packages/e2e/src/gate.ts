import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be shut and opened again, as if its machine had gone and come back. */
export interface Gate {
  /** Address to use in place of the server's. */
  readonly server: string;
  /** Breaks every connection, and refuses all that follow. */
  shut(): Promise<void>;
  /** Lets everybody in again, at the same address. */
  open(): Promise<void>;
}

/** Stands before a server on this machine. */
export async function createGate(server: string): Promise<Gate> {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const listener: Server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    keep(client);
    keep(behind);
    client.pipe(behind).pipe(client);
    client.on('close', () => behind.destroy());
    behind.on('close', () => client.destroy());
  });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(at, hostname, resolve);
    });
  await listen(0);
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('The gate has no port.');
  return {
    server: `http://${hostname}:${address.port}`,
    async shut() {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(address.port),
  };
}
