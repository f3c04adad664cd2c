import { describe, expect, test } from 'vitest';
import { toBytes } from '../http/bytes.js';
import { ConnectionCut } from '../http/ConnectionCut.js';
import type { RawResponse } from '../http/messages.js';
import type { Fault } from './Fault.js';
import { createFaultList } from './faultList.js';
import { withFaults } from './withFaults.js';

function setUp(fault: Fault, body: () => RawResponse['body'] = () => toBytes('true answer')) {
  const faults = createFaultList(() => 0);
  faults.add({ ...fault, count: 1 });
  const happened: string[] = [];
  const handle = withFaults(
    async () => {
      happened.push('effect');
      return { status: 200, headers: { 'x-true': 'yes' }, body: body() };
    },
    {
      target: 'clio',
      upstream: false,
      take: faults.take,
      wait: async (milliseconds) => void happened.push(`waited ${milliseconds}`),
      fill: (text) => text.replace('{{dvid}}', 'http://dvid'),
    },
  );
  const signal = new AbortController();
  const send = () =>
    handle({
      method: 'POST',
      target: '/v2/x?y',
      headers: {},
      body: new Uint8Array(),
      signal: signal.signal,
    });
  return { send, happened, abort: () => signal.abort(new Error('gone')) };
}

async function textOf({ body }: RawResponse): Promise<string> {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  let text = '';
  for await (const chunk of body) text += new TextDecoder().decode(chunk);
  return text;
}

async function* letters(): AsyncGenerator<Uint8Array> {
  for (const text of ['abc', '', 'def', 'g', '']) yield toBytes(text);
}

describe('withFaults', () => {
  test('lets pass what no fault meets', async () => {
    const { send } = setUp({ fault: 'hang', method: 'GET' });
    expect(await textOf(await send())).toBe('true answer');
  });

  test('status: a stand-in without effect, unless it is asked for', async () => {
    const { send, happened } = setUp({
      fault: 'status',
      status: 503,
      headers: { 'Retry-After': '2' },
      body: { detail: 'at {{dvid}}' },
    });
    const response = await send();
    expect(response).toMatchObject({
      status: 503,
      headers: { 'retry-after': '2', 'content-type': 'application/json' },
    });
    expect(await textOf(response)).toBe('{"detail":"at http://dvid"}');
    expect(happened).toEqual([]);
    const late = setUp({ fault: 'status', effect: true });
    expect((await late.send()).status).toBe(500);
    expect(late.happened).toEqual(['effect']);
  });

  test('delay: waits before the effect', async () => {
    const { send, happened } = setUp({ fault: 'delay', ms: 250 });
    expect(await textOf(await send())).toBe('true answer');
    expect(happened).toEqual(['waited 250', 'effect']);
  });

  test.each<[number | undefined, string, string]>([
    [undefined, 'true answe', 'abcdef'],
    [0, '', ''],
    [4, 'true', 'abcd'],
    [99, 'true answer', 'abcdefg'],
  ])('truncate after %s bytes', async (afterBytes, whole, streamed) => {
    const fault: Fault = { fault: 'truncate', afterBytes };
    const { send } = setUp(fault);
    const response = await send();
    expect(response.headers).toEqual({ 'x-true': 'yes' });
    expect(await textOf(response)).toBe(whole);
    expect(await textOf(await setUp(fault, letters).send())).toBe(streamed);
  });

  test('cut: without an answer, before or after the effect', async () => {
    const before = setUp({ fault: 'cut' });
    await expect(before.send()).rejects.toThrow(ConnectionCut);
    expect(before.happened).toEqual([]);
    const after = setUp({ fault: 'cut', effect: true });
    await expect(after.send()).rejects.toThrow(ConnectionCut);
    expect(after.happened).toEqual(['effect']);
  });

  test('cut within the body', async () => {
    const { send } = setUp({ fault: 'cut', afterBytes: 4 });
    const response = await send();
    expect(response.headers['content-length']).toBe('11');
    let text = '';
    const read = async () => {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>)
        text += new TextDecoder().decode(chunk);
    };
    await expect(read()).rejects.toThrow(ConnectionCut);
    expect(text).toBe('true');
  });

  test('hang: until the client goes away', async () => {
    const { send, happened, abort } = setUp({ fault: 'hang' });
    const answer = send();
    abort();
    await expect(answer).rejects.toThrow('gone');
    expect(happened).toEqual([]);
  });

  test('redirect: to the address that is given, or to itself', async () => {
    const { send } = setUp({
      fault: 'redirect',
      status: 302,
      headers: { Location: '{{dvid}}/v2/x' },
    });
    expect(await send()).toMatchObject({ status: 302, headers: { location: 'http://dvid/v2/x' } });
    expect(await setUp({ fault: 'redirect' }).send()).toMatchObject({
      status: 307,
      headers: { location: '/v2/x?y' },
    });
  });

  test('a body that nobody will read is let go', async () => {
    let released = false;
    async function* body() {
      try {
        yield toBytes('a');
      } finally {
        released = true;
      }
    }
    const bodies: AsyncGenerator<Uint8Array>[] = [];
    const { send } = setUp({ fault: 'cut', effect: true }, () => {
      const stream = body();
      bodies.push(stream);
      return stream;
    });
    await expect(send()).rejects.toThrow(ConnectionCut);
    expect(await bodies[0]?.next()).toMatchObject({ done: true });
    expect(released).toBe(false);
  });
});
