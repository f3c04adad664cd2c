/** Thrown by a server, or out of a body, where the connection is to end without (the rest of) an answer. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';

  constructor() {
    super('the connection was cut');
  }
}
