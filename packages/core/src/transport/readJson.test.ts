import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { DecodeError } from '../errors/DecodeError.js';
import { rememberRequest } from './facts.js';
import { readJson, readNull } from './readJson.js';

const answer = (body: string) =>
  rememberRequest(new Response(body), { method: 'GET', url: 'https://clio.test/v2/x' });
const schema = z.looseObject({ id: z.string() });

async function messageOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DecodeError);
  return (error as Error).message;
}

describe('readJson', () => {
  it('keeps what the schema does not name, and large integers exact', async () => {
    const value = await readJson(answer('{"id":"a","n":18446744073709551615,"m":7}'), schema);
    expect(value).toEqual({ id: 'a', n: 18446744073709551615n, m: 7 });
  });

  it('says that an answer is empty', async () => {
    expect(await messageOf(readJson(answer(''), schema))).toBe(
      'GET https://clio.test/v2/x succeeded, but its answer is empty.',
    );
  });

  it.each(['["bodyid","cl', '{"a": [1]', '[', '[{"a":1},'])(
    'says of %s that it was cut off',
    async (text) => {
      await expect(
        readJson(new Response(text), { safeParse: expect.unreachable }),
      ).rejects.toMatchObject({
        code: 'truncated',
        message: expect.stringContaining('was cut off'),
      });
    },
  );

  it('shows the end of an answer that is no JSON, shortened, without addresses', async () => {
    const text = `{"1":${'x'.repeat(500)} GET /keyvalues on 3 keys at http://dvid.internal:8000/api failed`;
    const message = await messageOf(readJson(answer(text), schema));
    expect(message).toContain('is no JSON; it ends with');
    expect(message).toContain('GET /keyvalues on 3 keys');
    expect(message).not.toContain('dvid.internal');
    expect(message.length).toBeLessThan(300);
  });

  it('knows a login page', async () => {
    expect(await messageOf(readJson(answer('<html><title>Sign in</title>'), schema))).toContain(
      'a web page titled "Sign in": a proxy or login page may stand in front',
    );
  });

  it('says where an answer is not what it should be', async () => {
    const list = z.array(schema);
    expect(await messageOf(readJson(answer('[{"id":"a"},{"id":7}]'), list))).toBe(
      'The answer of GET https://clio.test/v2/x is not what it should be at [1].id: expected text. The server may run another version.',
    );
  });
});

describe('readNull', () => {
  it.each(['null', ' null\n'])('accepts %j', async (body) => {
    await expect(readNull(answer(body))).resolves.toBeUndefined();
  });

  it.each(['', '{}', '<html>', '"null"'])('refuses %j', async (body) => {
    expect(await messageOf(readNull(answer(body)))).toContain('Read back what was written.');
  });
});
