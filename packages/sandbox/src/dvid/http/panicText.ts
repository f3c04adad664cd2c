import type { Call } from './Call.js';

/** What the server answers when a handler has panicked. */
export function panicText(call: Call, message: string): string {
  const id = `${call.server.name.split(':')[0]}/${call.server.adminToken.length}-000001`;
  return `Panic detected on request ${id}:\n${message}\nIP: 127.0.0.1, URL: ${call.path}\n`;
}
