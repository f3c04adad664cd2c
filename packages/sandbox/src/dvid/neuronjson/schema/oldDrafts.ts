const itself = { $ref: '#' };
const text = { type: 'string' };
const truth = { type: 'boolean' };
const number = { type: 'number' };
const size = { type: 'integer', minimum: 0 };
const list = { type: 'array', minItems: 1, items: itself };
const named = { type: 'object', additionalProperties: itself };
const typeName = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] };
const orTruth = { anyOf: [truth, itself] };

const names = (least: number) => ({
  type: 'array',
  items: text,
  minItems: least,
  uniqueItems: true,
});

const common = (least: number) => ({
  $schema: text,
  $ref: text,
  title: text,
  description: text,
  multipleOf: { type: 'number', exclusiveMinimum: 0 },
  maximum: number,
  minimum: number,
  maxLength: size,
  minLength: size,
  pattern: text,
  items: { anyOf: [itself, list] },
  maxItems: size,
  minItems: size,
  uniqueItems: truth,
  maxProperties: size,
  minProperties: size,
  required: names(least),
  definitions: named,
  properties: named,
  patternProperties: named,
  dependencies: { type: 'object', additionalProperties: { anyOf: [itself, names(least)] } },
  enum: { type: 'array', minItems: 1, uniqueItems: true },
  type: {
    anyOf: [typeName, { type: 'array', items: typeName, minItems: 1, uniqueItems: true }],
  },
  format: text,
  allOf: list,
  anyOf: list,
  oneOf: list,
  not: itself,
});

/** What a schema of draft 4 or 6 must look like, in the words of draft 7. */
export const oldDrafts = {
  4: {
    type: 'object',
    properties: {
      ...common(1),
      id: text,
      exclusiveMaximum: truth,
      exclusiveMinimum: truth,
      additionalItems: orTruth,
      additionalProperties: orTruth,
      regexProperties: truth,
    },
    dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] },
  },
  6: {
    type: ['object', 'boolean'],
    properties: {
      ...common(0),
      $id: text,
      exclusiveMaximum: number,
      exclusiveMinimum: number,
      additionalItems: itself,
      additionalProperties: itself,
      contains: itself,
      propertyNames: itself,
    },
  },
} as const;
