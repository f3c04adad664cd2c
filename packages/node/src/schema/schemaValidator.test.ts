import { InputError } from '@clio/core';
import { expect, it } from 'vitest';
import { schemaValidator } from './schemaValidator.js';

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['bodyid', 'type'],
  additionalProperties: false,
  properties: {
    bodyid: { type: 'integer' },
    type: { type: ['string', 'null'], minLength: 2 },
    side: { enum: ['left', 'right'] },
    position: { type: 'array', items: { type: 'integer' }, maxItems: 3 },
    link: { anyOf: [{ type: 'integer' }, { const: 'none' }] },
    'a/b': { type: 'boolean' },
  },
};

it('names each problem once, by field', () => {
  const check = schemaValidator(schema);
  expect(
    check({ bodyid: 720575940621522189n, type: 'ok', link: 2n ** 60n, position: [1, 2] }),
  ).toEqual([]);
  expect(
    check({ bodyid: 1, type: 5, side: 'up', position: [1, 'x'], link: 'any', 'a/b': 1, odd: 1 }),
  ).toEqual([
    { field: 'a/b', message: '1 is no boolean' },
    { field: 'link', message: '"any" must match a schema in anyOf' },
    { field: 'odd', message: 'is no field that the schema allows' },
    { field: 'position', message: '"x" at 1 is no integer' },
    { field: 'side', message: '"up" is none of "left", "right"' },
    { field: 'type', message: '5 is no string or null' },
  ]);
  expect(check({ bodyid: 1 })).toEqual([{ field: 'type', message: 'is required' }]);
  expect(check({ bodyid: 1, type: 'x' })).toEqual([
    { field: 'type', message: '"x" must NOT have fewer than 2 characters' },
  ]);
});

it('takes draft-07 as well, and refuses what is no schema', () => {
  const check = schemaValidator({
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: { pair: { items: [{ type: 'integer' }, { type: 'string' }] } },
  });
  expect(check({ pair: [1, 2] })).toEqual([{ field: 'pair', message: '2 at 1 is no string' }]);
  expect(() => schemaValidator({ type: 'nonsense' })).toThrow(InputError);
  expect(() => schemaValidator({ properties: { a: { pattern: '(?i)x' } } })).toThrow(
    'The JSON schema cannot be used',
  );
});
