import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, chunked, chunkSizes, utf8 } from '../../test/bytes.js';
import { hostileText, outcome, readPlainly } from '../../test/json.js';
import { recordTexts, separator } from '../../test/records.js';
import type { Annotation } from '../annotations/Annotation.js';
import { DecodeError, TruncatedError } from '../errors/DecodeError.js';
import { NetworkError } from '../errors/NetworkError.js';
import { stringifyJson } from '../integers/stringifyJson.js';
import type { ByteStream } from './openBytes.js';
import { readRecords } from './readRecords.js';

/** All that a reading gives: what it yields, and what it throws in the end. */
async function readAll(body: ByteStream | string): Promise<{
  records: Annotation[];
  batches: Annotation[][];
  error?: Error;
}> {
  const batches: Annotation[][] = [];
  const stream = typeof body === 'string' ? bodyOf([utf8(body)]) : body;
  try {
    for await (const batch of readRecords(stream)) batches.push(batch);
  } catch (error) {
    return { records: batches.flat(), batches, error: error as Error };
  }
  return { records: batches.flat(), batches };
}

describe('readRecords', () => {
  it.each([
    ['[]', []],
    [' [ ] \n', []],
    ['null', []],
    [' null\n', []],
    ['[{"bodyid":1}]', [{ bodyid: 1 }]],
    ['\ufeff[{"bodyid":1}]', [{ bodyid: 1 }]],
    [' \r\n\t[ {"bodyid":1} , {"bodyid":2} ] \n', [{ bodyid: 1 }, { bodyid: 2 }]],
    ['[{},{"bodyid":2},{}]', [{ bodyid: 2 }]],
    ['[{}]', []],
    ['[{"bodyid":0,"type":""}]', [{ bodyid: 0, type: '' }]],
    ['[{"bodyid":18446744073709551615}]', [{ bodyid: 18446744073709551615n }]],
    ['[{"bodyid":1,"type":"\ufeff"}]', [{ bodyid: 1, type: '\ufeff' }]],
  ])('reads %j', async (text, records) => {
    for (const sizes of [[1], [1_000_000]]) {
      const result = await readAll(bodyOf(chunked(utf8(text), sizes)));
      expect(result.error).toBeUndefined();
      expect(result.records).toEqual(records);
      expect(result.batches.every((batch) => batch.length > 0)).toBe(true);
    }
  });

  it.each([
    ['', 'is empty'],
    [' \n', 'is empty'],
    ['\ufeff', 'is empty'],
    ['Internal Server Error', 'it begins with "Internal Server Error"'],
    ['{"detail":"no"}', 'is not a list of records; it begins with "no"'],
    ['nul', 'it begins with "nul"'],
    ['null null', 'it begins with "null null"'],
    ['"text"', 'is not a list of records'],
    ['17', 'is not a list of records'],
    [
      `<!DOCTYPE html><title>Sign in</title>${' '.repeat(5000)}`,
      'is a web page titled "Sign in": a proxy',
    ],
    ['[1]', 'Record 1 of the answer is not what it should be: expected an object'],
    ['[{"bodyid":1},[]]', 'Record 2 of the answer'],
    ['[{"bodyid":1},null]', 'Record 2 of the answer'],
    ['[{"bodyid":1},7,{"bodyid":2}]', 'Record 2 of the answer'],
    ['[{"type":"x"}]', 'Record 1 of the answer is not what it should be: it has no bodyid'],
    ['[{"bodyid":"1"}]', 'its bodyid is not a body id'],
    ['[{"bodyid":-1}]', 'its bodyid is not a body id'],
    ['[{"bodyid":1.5}]', 'its bodyid is not a body id'],
    ['[{"bodyid":1e20}]', 'its bodyid is not a body id'],
    ['[{"bodyid":18446744073709551616}]', 'its bodyid is not a body id'],
    ['[{"bodyid":1}] Panic detected', 'goes on behind its list of 1 whole record, with "Panic'],
    ['[{"bodyid":1}]]', 'goes on behind its list'],
    ['[{"bodyid":1}][{"bodyid":2}]', 'goes on behind its list'],
    ['[{"bodyid":1},]', 'holds what is no JSON after 1 whole record: ",]"'],
    ['[,{"bodyid":1}]', 'holds what is no JSON after 0 whole records'],
    ['[{"bodyid":1}{"bodyid":2}]', 'holds what is no JSON after 1 whole record'],
    ['[{"bodyid":1},{"bodyid":}]', 'holds what is no JSON after 1 whole record'],
    ['[{"bodyid":1},{"bodyid":2 oops},{"bodyid":3}]', 'no JSON after 1 whole record'],
  ])('refuses %j', async (text, message) => {
    for (const sizes of [[1], [1_000_000]]) {
      const { error } = await readAll(bodyOf(chunked(utf8(text), sizes)));
      expect(error).toBeInstanceOf(DecodeError);
      expect(error).not.toBeInstanceOf(TruncatedError);
      expect(error?.message).toContain(message);
    }
  });

  it.each([
    ['[', 0],
    ['[{"bodyid":1}', 1],
    ['[{"bodyid":1},', 1],
    ['[{"bodyid":1},{"bodyid":2', 1],
    ['[Panic detected on request 12:\ninterface conversion', 0],
    ['[{"bodyid":1},{"bodyid":2}GET /keyvalues on 3 keys: failed\n', 2],
  ])('says that %j was cut off', async (text, count) => {
    const { error, records } = await readAll(text);
    expect(error).toBeInstanceOf(TruncatedError);
    expect((error as TruncatedError).recordsRead).toBe(count);
    expect(records.length).toBe(count);
  });

  it('shows what the server appended, but no internal address', async () => {
    const { error } = await readAll(
      '[{"bodyid":1}Panic detected on request 7, http://10.0.0.7:8000/api/node/3fa85f/x',
    );
    expect(error?.message).toContain('Panic detected on request 7');
    expect(error?.message).not.toContain('10.0.0.7');
    expect(error?.message).not.toContain('3fa85f');
  });

  it('refuses bytes that are no UTF-8', async () => {
    const bytes = utf8('[{"bodyid":1,"type":"x"},{"bodyid":2,"type":"yy"}]');
    bytes[bytes.lastIndexOf(0x79)] = 0xff;
    const { error, records } = await readAll(bodyOf([bytes]));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error?.message).toContain('no JSON after 1 whole record');
    expect(records).toEqual([{ bodyid: 1, type: 'x' }]);
  });

  it('reads what JSON.parse reads, in any chunking', async () => {
    await fc.assert(
      fc.asyncProperty(recordTexts, separator, chunkSizes, async (texts, comma, sizes) => {
        const text = `[${texts.join(comma)}]`;
        const { error, records } = await readAll(bodyOf(chunked(utf8(text), sizes)));
        expect(error).toBeUndefined();
        expect(isDeepStrictEqual(records, readPlainly(sound(text)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('finds an error at every place where a list may be cut, and counts the records before it', async () => {
    await fc.assert(
      fc.asyncProperty(recordTexts, chunkSizes, async (texts, sizes) => {
        const bytes = utf8(`[${texts.join(',')}]`);
        const ends = texts.map(
          (_, index) => utf8(`[${texts.slice(0, index + 1).join(',')}`).length,
        );
        // Every place in a short list; the long test tries every place in each.
        const step = Math.ceil(bytes.length / 100);
        for (let length = 0; length < bytes.length; length += step) {
          const { error, records } = await readAll(bodyOf(chunked(bytes.slice(0, length), sizes)));
          expect(error).toBeInstanceOf(length === 0 ? DecodeError : TruncatedError);
          const whole = ends.filter((end) => end <= length).length;
          expect(records.length).toBe(whole);
          if (length > 0) expect((error as TruncatedError).recordsRead).toBe(whole);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never takes damaged JSON for sound', async () => {
    await fc.assert(
      fc.asyncProperty(
        recordTexts,
        fc.nat(),
        fc.constantFrom('', '"', ',', '},{', '}', '[', ']', '\\', '{', ':', '\ufffd'),
        fc.nat({ max: 2 }),
        chunkSizes,
        async (texts, place, insert, remove, sizes) => {
          const whole = sound(`[${texts.join(',')}]`);
          const at = place % (whole.length + 1);
          const text = sound(whole.slice(0, at) + insert + whole.slice(at + remove));
          const plain = outcome(() => readPlainly(text));
          const { error, records } = await readAll(bodyOf(chunked(utf8(text), sizes)));
          if ('threw' in plain) expect(error).toBeInstanceOf(DecodeError);
          else if (!error) expect(isDeepStrictEqual(records, dropEmpty(plain.value))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('cuts at records, whatever their texts and nested lists hold', async () => {
    const nested = Array.from({ length: 200 }, (_, index) => ({ a: index, text: '"},{"' }));
    const records = Array.from({ length: 300 }, (_, index) => ({
      bodyid: index + 1,
      note: index % 3 === 0 ? '},{"bodyid":9},{' : 'plain',
      nested: index % 2 === 0 ? nested : [],
    }));
    for (const sizes of [[2048], [100_000], [10_000_000]]) {
      const text = stringifyJson(records);
      const { error, records: read } = await readAll(bodyOf(chunked(utf8(text), sizes)));
      expect(error).toBeUndefined();
      expect(read).toEqual(records);
    }
  });

  it('reads a record of any size', async () => {
    const record = { bodyid: 5, text: `${'é},{"'.repeat(400_000)}🧠`, end: 2n ** 63n };
    const text = stringifyJson([{ bodyid: 4 }, record, { bodyid: 6 }]);
    for (const sizes of [[2048], [10_000_000]]) {
      const { error, records } = await readAll(bodyOf(chunked(utf8(text), sizes)));
      expect(error).toBeUndefined();
      expect(records).toEqual([{ bodyid: 4 }, record, { bodyid: 6 }]);
    }
  });

  it('gives batches of about 64 KiB, and the first records early', async () => {
    const records = Array.from({ length: 20_000 }, (_, index) => ({
      bodyid: index + 1,
      type: 'x',
    }));
    const bytes = utf8(stringifyJson(records));
    for (const sizes of [[2048], [10_000_000]]) {
      const { batches } = await readAll(bodyOf(chunked(bytes, sizes)));
      const lengths = batches.map((batch) => stringifyJson(batch).length);
      expect(Math.max(...lengths)).toBeLessThan(66_000);
      expect(Math.min(...lengths.slice(4, -1))).toBeGreaterThan(63_000);
    }
    const { batches } = await readAll(bodyOf(chunked(bytes, [2048])));
    expect(batches[0]?.length).toBeLessThan(100);
  });

  it('hands records over while the body still comes', async () => {
    let send: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = controller;
      },
    });
    send?.enqueue(utf8('[{"bodyid":1},{"bodyid":2},{"bod'));
    const reading = readRecords(body);
    const first = await reading.next();
    expect(first.value).toEqual([{ bodyid: 1 }, { bodyid: 2 }]);
    send?.enqueue(utf8('yid":3}]'));
    send?.close();
    const rest: Annotation[] = [];
    for await (const batch of reading) rest.push(...batch);
    expect(rest).toEqual([{ bodyid: 3 }]);
  });

  it('reads any asynchronous source of chunks', async () => {
    async function* chunks() {
      yield utf8('[{"bodyid":1},');
      yield new Uint8Array();
      yield utf8('{"bodyid":2}]');
    }
    expect((await readAll(chunks())).records).toEqual([{ bodyid: 1 }, { bodyid: 2 }]);
  });
});

describe('readRecords, stopped', () => {
  const start = utf8('[{"bodyid":1},{"bodyid":2},');

  it('cancels the body when the caller stops early', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(start),
      cancel() {
        cancelled = true;
      },
    });
    for await (const batch of readRecords(body)) {
      expect(batch).toEqual([{ bodyid: 1 }]);
      break;
    }
    expect(cancelled).toBe(true);

    let closed = false;
    async function* chunks() {
      try {
        yield start;
        yield start;
      } finally {
        closed = true;
      }
    }
    for await (const _ of readRecords(chunks())) break;
    expect(closed).toBe(true);
  });

  it('cancels the body when it holds what is no record', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(utf8('[{"bodyid":"x"},{"bodyid":2},')),
      cancel() {
        cancelled = true;
      },
    });
    expect((await readAll(body)).error).toBeInstanceOf(DecodeError);
    expect(cancelled).toBe(true);
  });

  it.each(['stream', 'iterable'])(
    'stops waiting on a %s when the signal is aborted',
    async (kind) => {
      const stop = new AbortController();
      const reason = new Error('enough');
      let cancelled: unknown;
      async function* chunks() {
        yield start;
        await new Promise(() => undefined);
      }
      const body =
        kind === 'iterable'
          ? chunks()
          : new ReadableStream<Uint8Array>({
              start: (controller) => controller.enqueue(start),
              cancel(why) {
                cancelled = why;
              },
            });
      const reading = readRecords(body, { signal: stop.signal });
      await reading.next();
      const next = reading.next();
      stop.abort(reason);
      await expect(next).rejects.toBe(reason);
      if (kind === 'stream') expect(cancelled).toBe(reason);
      await expect(readRecords(bodyOf([]), { signal: stop.signal }).next()).rejects.toBe(reason);
    },
  );

  it('stops between two batches when the signal is aborted', async () => {
    const stop = new AbortController();
    const records = Array.from({ length: 20_000 }, (_, index) => ({ bodyid: index + 1 }));
    const reading = readRecords(bodyOf([utf8(stringifyJson(records))]), { signal: stop.signal });
    await reading.next();
    stop.abort(new Error('enough'));
    await expect(reading.next()).rejects.toThrow('enough');
  });

  it('says that the connection broke, with the records before and the cause', async () => {
    const cause = new TypeError('terminated');
    const { error, records } = await readAll(bodyOf([start], cause));
    expect(error).toBeInstanceOf(TruncatedError);
    expect(error?.message).toContain(
      'The connection broke while the answer was read, after 2 records',
    );
    expect((error as TruncatedError).recordsRead).toBe(2);
    expect(error?.cause).toBe(cause);
    expect(records).toEqual([{ bodyid: 1 }, { bodyid: 2 }]);
    // Before the first byte too.
    const empty = await readAll(bodyOf([], cause));
    expect(empty.error).toBeInstanceOf(TruncatedError);
    // All had come.
    const whole = await readAll(bodyOf([utf8('[{"bodyid":1}]')], cause));
    expect(whole).toMatchObject({ records: [{ bodyid: 1 }] });
    expect(whole.error).toBeUndefined();
  });

  it("passes on the client's own errors and aborts", async () => {
    const own = new NetworkError('no', { method: 'GET', url: 'https://clio.test' });
    expect((await readAll(bodyOf([start], own))).error).toBe(own);
    const abort = new DOMException('stopped', 'AbortError');
    expect((await readAll(bodyOf([start], abort))).error).toBe(abort);
  });
});

describe('readRecords, names', () => {
  it('names what is read', async () => {
    const reading = readRecords(bodyOf([]), { source: 'the answer of GET https://clio.test/all' });
    await expect(reading.next()).rejects.toThrow(
      'The answer of GET https://clio.test/all is empty.',
    );
  });

  it('keeps hostile field names and texts', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, chunkSizes, async (name, text, sizes) => {
        const record = { bodyid: 1, [name === 'bodyid' ? 'x' : name]: [text, { [text]: name }] };
        const written = sound(stringifyJson([record, record, record]));
        const { records } = await readAll(bodyOf(chunked(utf8(written), sizes)));
        expect(isDeepStrictEqual(records, readPlainly(written))).toBe(true);
      }),
    );
  });
});

/** Without lone surrogates, which have no UTF-8. */
function sound(text: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8(text));
}

function dropEmpty(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.filter((item) => Object.keys(item as object).length > 0);
}
