import { gzipSync } from 'node:zlib';
import { compare, fill, type Recording, recordings } from '@clio/fixtures';
import { describe, expect, test } from 'vitest';
import type { RawResponse } from '../http/messages.js';
import { parseJson } from '../json/parseJson.js';
import type { JsonObject } from '../json/value.js';
import { createDvid } from './createDvid.js';

const places = { dvid: 'http://dvid.test:8000', 'dvid-host': 'dvid.test:8000' };

async function bytesOf(response: RawResponse): Promise<Buffer> {
  if (response.body instanceof Uint8Array) return Buffer.from(response.body);
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  return response.gzip ? gzipSync(whole) : whole;
}

async function replay(recording: Recording): Promise<string[]> {
  const given = parseJson(JSON.stringify(recording.given)) as JsonObject;
  const dvid = createDvid({
    repos: given instanceof Map ? given.get('repos') : undefined,
    now: () => new Date('2026-11-23T01:02:03.456Z'),
    name: places['dvid-host'],
  });
  const differences: string[] = [];
  for (const [i, { request, response, compare: hints, cors }] of recording.steps.entries()) {
    const answer = await dvid.handle({
      method: request.method,
      target: fill(request.path, places),
      headers: request.headers ?? {},
      body: Buffer.from(fill(request.body ?? '', places)),
    });
    const found = compare(
      response,
      { status: answer.status, headers: answer.headers, body: await bytesOf(answer) } as never,
      { ...hints, cors } as never,
      places as never,
    );
    for (const difference of found) {
      differences.push(`step ${i + 1} (${request.method} ${request.path}): ${difference}`);
    }
  }
  return differences;
}

describe('recorded exchanges with DVID', () => {
  const all = recordings().filter(({ steps }) => steps.every(({ target }) => target === 'dvid'));

  test('are there', () => {
    expect(all.length).toBeGreaterThan(25);
  });

  for (const recording of all) {
    test(`${recording.name}: ${recording.about}`, async () => {
      expect(await replay(recording)).toEqual([]);
    });
  }
});
