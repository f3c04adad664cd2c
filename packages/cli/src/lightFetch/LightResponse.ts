import { type BodyOf, LightBody } from './LightBody.js';
import { LightHeaders } from './LightHeaders.js';

interface Init {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Iterable<readonly [string, string]> | Readonly<Record<string, string>>;
}

const bodiless = new Set([101, 103, 204, 205, 304]);

/** An answer, as the standard has it. */
export class LightResponse extends LightBody {
  readonly status: number;
  readonly statusText: string;
  readonly headers: LightHeaders;
  readonly type: ResponseType = 'default';
  readonly url: string = '';
  readonly redirected: boolean = false;

  constructor(body?: BodyOf, { status = 200, statusText = '', headers }: Init = {}) {
    if (!(status >= 200 && status <= 599))
      throw new RangeError(`${status} is no status of an answer`);
    if (body !== null && body !== undefined && bodiless.has(status))
      throw new TypeError(`an answer of status ${status} has no body`);
    super(body);
    this.status = status;
    this.statusText = statusText;
    this.headers = new LightHeaders(headers);
    if (typeof body === 'string' && !this.headers.has('content-type'))
      this.headers.set('content-type', 'text/plain;charset=UTF-8');
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  clone(): LightResponse {
    const { status, statusText, headers } = this;
    return new LightResponse(this.fork(), { status, statusText, headers });
  }

  get [Symbol.toStringTag](): string {
    return 'Response';
  }
}
