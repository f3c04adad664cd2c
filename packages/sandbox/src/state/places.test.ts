import { describe, expect, test } from 'vitest';
import { fillPlaces, hasPlaces, putBackPlaces } from './places.js';

const places = {
  server: 'http://127.0.0.1:4200',
  dvid: 'http://127.0.0.1:420',
  dsg: 'http://127.0.0.1:4201',
};

describe('fillPlaces and putBackPlaces', () => {
  test.each([
    '{{clio}}/v2/datasets',
    'dvid://{{dvid}}/abc/segmentation {{dvid}}',
    '{{dsg}}/api/v1/authorize?redirect={{clio}}/',
    'at {{dvid-host}}.',
    '{{clio}},{{dvid}},{{dsg}}',
    'none, {{tag}} and {uuid}',
  ])('go there and back: %s', (text) => {
    const filled = fillPlaces([text], places);
    expect(String(filled)).not.toMatch(/\{\{(clio|dvid|dsg)/);
    expect(putBackPlaces(filled, places)).toEqual([text]);
  });

  test('reach keys', () => {
    const filled = fillPlaces(new Map([['{{clio}}', '{{dvid}}']]), places);
    expect(filled).toEqual(new Map([[places.server, places.dvid]]));
  });

  test('leave a longer port and another host alone', () => {
    const others = ['http://127.0.0.1:42000', 'http://127.0.0.1:4202', 'http://127.0.0.1'];
    expect(putBackPlaces(others, places)).toEqual(others);
  });

  test('hasPlaces tells whether there is anything to fill', () => {
    expect(hasPlaces(['a {{dvid}} b'])).toBe(true);
    expect(hasPlaces(['{{tag}}'])).toBe(false);
    expect(hasPlaces(undefined)).toBe(false);
  });
});
