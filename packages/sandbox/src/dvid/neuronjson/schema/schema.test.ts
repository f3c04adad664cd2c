import { describe, expect, test } from 'vitest';
import { compileSchema } from './compileSchema.js';
import { validate } from './validate.js';

const home = 'jsonschema: ';
const rest = (message: string | undefined): string | undefined =>
  message?.replace(home, '').replace(/does not validate with file:\/\/[^#]*/, '');

function check(x: object, value: unknown, more: object = {}): string | undefined {
  const schema = compileSchema(JSON.stringify({ properties: { x }, ...more }));
  if (schema === undefined) return 'not compiled';
  return rest(validate(schema.root, { x: value }));
}

const draft7 = { $schema: 'http://json-schema.org/draft-07/schema#' };

describe('what the server says of a value', () => {
  test.each<[object, unknown, string | undefined, object?]>([
    [{ type: 'integer' }, 1.0, undefined],
    [{ type: 'integer' }, 'a', "'/x' #/properties/x/type: expected integer, but got string"],
    [
      { type: ['integer', 'null'] },
      true,
      "'/x' #/properties/x/type: expected integer or null, but got boolean",
    ],
    [{ enum: ['A', 'B'] }, 5, '\'/x\' #/properties/x/enum: value must be one of "A", "B"'],
    [{ enum: [1] }, 5, '\'/x\' #/properties/x/enum: value must be "1"'],
    [{ enum: [[1], 2] }, 5, "'/x' #/properties/x/enum: enum failed"],
    [{ const: null }, 5, "'/x' #/properties/x/const: value must be <nil>"],
    [{ minimum: 3 }, 2.5, "'/x' #/properties/x/minimum: must be >= 3 but found 2.5"],
    [{ maximum: 1e7 }, 2e7, "'/x' #/properties/x/maximum: must be <= 1e+07 but found 2e+07"],
    [
      { maximum: 3, exclusiveMaximum: 3 },
      3,
      "'/x' #/properties/x/exclusiveMaximum: must be < 3 but found 3",
    ],
    [{ multipleOf: 0.1 }, 0.3, undefined],
    [{ multipleOf: 3 }, 5, "'/x' #/properties/x/multipleOf: 5 not multipleOf 3"],
    [{ minLength: 2 }, '🧠', "'/x' #/properties/x/minLength: length must be >= 2, but got 1"],
    [{ pattern: '^a' }, 'b', "'/x' #/properties/x/pattern: does not match pattern '^a'"],
    [{ pattern: '(?i)^a' }, 'A', undefined],
    [{ pattern: '(' }, 'A', 'not compiled'],
    [
      { minItems: 3 },
      [1, 2],
      "'/x' #/properties/x/minItems: minimum 3 items required, but found 2 items",
    ],
    [
      { uniqueItems: true },
      [1, 1],
      "'/x' #/properties/x/uniqueItems: items at index 0 and 1 are equal",
    ],
    [
      { items: { type: 'integer' } },
      [1, 'a'],
      "'/x/1' #/properties/x/items/type: expected integer, but got string",
    ],
    [{ required: ['a', 'b'] }, {}, "'/x' #/properties/x/required: missing properties: 'a', 'b'"],
    [
      { properties: { a: true }, additionalProperties: false },
      { b: 1 },
      "'/x' #/properties/x/additionalProperties: additionalProperties 'b' not allowed",
    ],
    [
      { dependentRequired: { a: ['b'] } },
      { a: 1 },
      "'/x' #/properties/x/dependentRequired/a/0: property 'b' is required, if 'a' property exists",
    ],
    [{ not: {} }, 1, "'/x' #/properties/x/not: not failed"],
    [{ anyOf: [{ type: 'null' }, { minimum: 3 }] }, 1, "'/x' #/properties/x/anyOf: anyOf failed"],
    [
      { anyOf: [{ type: 'null' }] },
      1,
      "'/x' #/properties/x/anyOf/0/type: expected null, but got number",
    ],
    [
      { oneOf: [{ type: 'integer' }, { minimum: 0 }] },
      1,
      "'/x' #/properties/x/oneOf: valid against schemas at indexes 0 and 1",
    ],
    [
      { allOf: [{}, { type: 'null' }] },
      1,
      "'/x' #/properties/x/allOf/1/type: expected null, but got number",
    ],
    [
      JSON.parse('{"if":{"type":"integer"},"then":{"minimum":3}}'),
      1,
      "'/x' #/properties/x/then/minimum: must be >= 3 but found 1",
    ],
    [
      { $ref: '#/$defs/d' },
      1,
      "'/x' #/properties/x/$ref/type: expected null, but got number",
      { $defs: { d: { type: 'null' } } },
    ],
    [{ $ref: 'http://example.org/other.json' }, 1, 'not compiled'],
    [{ $ref: '#' }, { x: { x: 5 } }, undefined],
    [{ format: 'date' }, 'x', undefined],
    [
      { format: 'date' },
      '2024-02-30',
      "'/x' #/properties/x/format: '2024-02-30' is not valid 'date'",
      draft7,
    ],
    [
      { items: [{ type: 'integer' }], additionalItems: false },
      [1, 2],
      "'/x' #/properties/x/additionalItems: only 1 items are allowed, but found 2 items",
      draft7,
    ],
    [{ type: 'nothing' }, 1, 'not compiled'],
    [{}, 1, 'not compiled', { $schema: 'http://example.org/schema' }],
  ])('%j of %j', (schema, value, message, more) => {
    expect(check(schema, value, more)).toBe(message);
  });

  test('names are escaped in paths', () => {
    const schema = compileSchema('{"properties":{"a/b~c d":{"type":"integer"}}}');
    expect(schema && rest(validate(schema.root, { 'a/b~c d': 'x' }))).toBe(
      "'/a~1b~0c%20d' #/properties/a~1b~0c%20d/type: expected integer, but got string",
    );
  });
});
