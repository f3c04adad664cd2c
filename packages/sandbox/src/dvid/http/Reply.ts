import type { RawResponse } from '../../http/messages.js';
import { concatenate, encodeText } from '../../json/goText.js';
import { sniffType } from './sniffType.js';

/**
 * An answer in the making, with the rules of Go's http.ResponseWriter: headers and status count
 * until the first byte is written, later errors are appended to the body.
 */
export class Reply {
  readonly #headers = new Map<string, string>();
  readonly #pieces: Uint8Array[] = [];
  #status: number | undefined;
  #stream: AsyncIterable<Uint8Array> | undefined;
  #gzip = false;

  /** Sets a header; without effect once something was written. */
  header(name: string, value: string): this {
    if (this.#status === undefined) this.#headers.set(name, value);
    return this;
  }

  status(status: number): this {
    this.#status ??= status;
    return this;
  }

  write(piece: string | Uint8Array): this {
    const bytes = typeof piece === 'string' ? encodeText(piece) : piece;
    if (this.#status === undefined && bytes.length > 0 && !this.#headers.has('content-type')) {
      this.#headers.set('content-type', sniffType(bytes));
    }
    this.#status ??= 200;
    this.#pieces.push(bytes);
    return this;
  }

  json(text: string): this {
    return this.header('content-type', 'application/json').write(text);
  }

  /** The body comes from a stream; with `gzip` it is to be compressed. */
  stream(body: AsyncIterable<Uint8Array>, gzip = false): this {
    this.#status ??= 200;
    this.#stream = body;
    this.#gzip = gzip;
    return this;
  }

  /** A plain text with an error status, as Go's http.Error. */
  error(text: string, status: number): this {
    this.header('content-type', 'text/plain; charset=utf-8');
    this.header('x-content-type-options', 'nosniff');
    return this.status(status).write(`${text}\n`);
  }

  get statusCode(): number {
    return this.#status ?? 200;
  }

  /** The answer as a whole; to HEAD the size of the body instead of the body. */
  toResponse(head: boolean): RawResponse {
    const headers = Object.fromEntries(this.#headers);
    const status = this.statusCode;
    if (head) {
      const size = this.#pieces.reduce((total, { length }) => total + length, 0);
      if (size > 0) headers['content-length'] = String(size);
    }
    if (head || status === 204) return { status, headers, body: new Uint8Array(0) };
    const body = this.#stream ?? concatenate(this.#pieces);
    return this.#gzip ? { status, headers, body, gzip: true } : { status, headers, body };
  }
}
