/** What the body of a request or an answer is made from here. */
export type BodyOf = string | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array> | null;

/** The body of a request or an answer, which is read once. */
export class LightBody {
  #bytes: Uint8Array | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;
  #used = false;

  constructor(body: BodyOf | undefined) {
    if (body === null || body === undefined) return;
    if (typeof body === 'string') this.#bytes = new TextEncoder().encode(body);
    else if (body instanceof Uint8Array) this.#bytes = body.slice();
    else if (body instanceof ArrayBuffer) this.#bytes = new Uint8Array(body.slice(0));
    // Last, because the first mention of streams loads them.
    else if (body instanceof ReadableStream) this.#stream = body;
    else throw new TypeError('a body of this kind is not sent from here');
  }

  get body(): ReadableStream<Uint8Array> | null {
    const bytes = this.#bytes;
    if (bytes && !this.#stream)
      this.#stream = new ReadableStream({
        start(controller) {
          if (bytes.length > 0) controller.enqueue(bytes);
          controller.close();
        },
      });
    return this.#stream ?? null;
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  async bytes(): Promise<Uint8Array> {
    if (this.#used || this.#stream?.locked)
      throw new TypeError('Body is unusable: Body has already been read');
    const bytes = this.#bytes;
    if (!bytes && !this.#stream) return new Uint8Array();
    this.#used = true;
    // Bytes in hand need no stream to come from, unless somebody holds it.
    if (bytes && !this.#stream) return bytes;
    const reader = (this.#stream as ReadableStream<Uint8Array>).getReader();
    const parts: Uint8Array[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read())
      parts.push(part.value);
    return Buffer.concat(parts);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.bytes();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async blob(): Promise<Blob> {
    return new Blob([await this.arrayBuffer()]);
  }

  async formData(): Promise<never> {
    throw new TypeError('forms are not read here');
  }

  /** A second body of the same content. */
  protected fork(): BodyOf {
    if (this.#used || this.#stream?.locked) throw new TypeError('Body has already been consumed');
    if (this.#bytes && !this.#stream) return this.#bytes;
    if (!this.#stream) return null;
    const [mine, other] = this.#stream.tee();
    this.#stream = mine;
    return other;
  }
}
