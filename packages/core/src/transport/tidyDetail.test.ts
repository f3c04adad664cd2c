import { recordings } from '@clio/fixtures';
import { describe, expect, it } from 'vitest';
import { tidyDetail } from './tidyDetail.js';

const dvid = 'http://dvid.internal:8000';

describe('tidyDetail', () => {
  it.each([
    [{ detail: 'dataset x not found' }, 'dataset x not found'],
    [{ detail: '' }, undefined],
    ['  \n', undefined],
    [undefined, undefined],
    [{ other: 1 }, undefined],
    [{ detail: 7 }, undefined],
    [
      { detail: [{ loc: ['body', 'pos', 0], msg: 'value is not a valid integer' }] },
      'body.pos.0: value is not a valid integer',
    ],
    [
      {
        detail: [
          { loc: ['query', 'x'], msg: 'field required' },
          { loc: ['body', '__root__'], msg: 'wrong' },
        ],
      },
      'query.x: field required; body: wrong',
    ],
    [
      {
        detail: `Error in writing bodyid <built-in function id>, status 400, ${dvid}/api/node/3fa8/segmentation_annotations/key/12?u=ann@lab.example: b'Cannot do POST on endpoint "key" of locked node 3fa8 (/api/node/3fa8/segmentation_annotations/key/12).\\n'`,
      },
      'Error in writing bodyid 12, status 400: Cannot do POST on endpoint "key" of locked node 3fa8.',
    ],
    [
      {
        detail: `Error in dvid request, status 400, ${dvid}/api/node/x/segmentation_annotations/fields: b"could not find UUID with partial match to x's (/api/node/x's/segmentation_annotations/fields).\\n"`,
      },
      "Error in dvid request, status 400: could not find UUID with partial match to x's.",
    ],
    [
      {
        detail: '{"detail": "You do not have permission to perform this action."}',
      },
      'You do not have permission to perform this action.',
    ],
    [
      {
        detail:
          "jsonschema: '/status' does not validate with file:///home/dvid/schema.json#/properties/status/type: expected string, but got number",
      },
      "jsonschema: '/status' does not validate with the schema at /properties/status/type: expected string, but got number",
    ],
    [
      'Bad API call (/api/node/3f/nj/x) for data "nj".  See API help at http://dvid7:8000/api/help/neuronjson',
      'Bad API call for data "nj". See API help at',
    ],
    [
      {
        detail:
          "DatasetGateway unavailable: HTTPSConnectionPool(host='dsg.internal', port=443): Max retries exceeded with 10.1.2.3:443",
      },
      'DatasetGateway unavailable: HTTPSConnectionPool([address]): Max retries exceeded with [address]',
    ],
    [
      { detail: 'Traceback (most recent call last):\n  File "/app/x.py", line 3\nTypeError: no' },
      'TypeError: no',
    ],
    [
      'Panic detected on request vm/3Gw-12:\nnil\nIP: 10.0.0.1:5000, URL: /api/node/0b11/nj/key/702\n',
      'Panic detected on request vm/3Gw-12: nil',
    ],
    ['<!doctype html><html><head><title> Oops </title>', 'a web page titled "Oops"'],
    ['<html>', 'a web page'],
    [{ detail: 'eyJhbGciOi.eyJlbWFpbCI6.c2ln-_ expired' }, '[token] expired'],
  ])('%j', (data, text) => {
    expect(tidyDetail(data)).toBe(text);
  });

  it('is short', () => {
    expect(tidyDetail('x'.repeat(10_000))).toHaveLength(401);
  });

  it('shows no address of any recorded failure', () => {
    let failures = 0;
    for (const { name, steps } of recordings()) {
      for (const { response } of steps) {
        if (response.status < 400 || response.body === undefined) continue;
        failures++;
        const body = response.body
          .replaceAll('{{dvid}}', dvid)
          .replaceAll('{{dvid-host}}', 'dvid.internal:8000')
          .replaceAll('{{dvid-name}}', 'dvid7:8000')
          .replaceAll('{{cwd}}', '/home/dvid/run')
          .replaceAll('{{dsg}}', 'http://dsg.internal')
          .replaceAll('{{clio}}', 'https://clio.test');
        let data: unknown = body;
        try {
          data = JSON.parse(body);
        } catch {}
        const text = tidyDetail(data) ?? '';
        expect(text, name).not.toMatch(
          /dvid\.internal|dvid7|dsg\.internal|\/home\/|\/api\/(node|repo)|https?:|built-in function|\bb['"]/,
        );
      }
    }
    expect(failures).toBeGreaterThan(150);
  });
});
