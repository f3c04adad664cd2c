import fc from 'fast-check';

/** Names that a record may have a field of, odd ones among them. */
export const fieldName = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('type', 'class', 'soma_side', 'position', 'group', 'note', 'status'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'user',
      'soma side',
      'a/b',
      'a&b',
      'a,b',
      '100%',
      '__proto__',
      'constructor',
      'naïve',
      'x+y',
      'Type',
    ),
  },
);

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '395',
    '395.0',
    '007',
    '1e5',
    '720575940621039145',
    'true',
    'False',
    'null',
    'NA',
    '1,2,3',
    '[1,2]',
    ' padded ',
    'tab\there',
    'two\nlines',
    '"quoted"',
    "it's",
    '{"a":1}',
    '-0',
    '\u2028',
    '<&>',
  ),
);
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !Number.isInteger(value));
const scalar = fc.oneof(
  text,
  fc.integer(),
  int64,
  uint64,
  double,
  fc.boolean(),
  fc.constantFrom(1e21, -2.5e300, 5e-324),
);
const nested = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    text,
    fc.integer(),
    double,
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** A value that the server keeps as it is. */
export const storable: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(fc.oneof(fc.integer(), int64), { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(text, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: nested },
);

/** Any value at all, among them what the server would change. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  storable,
  fc.constantFrom(
    '',
    null,
    [],
    {},
    Number.NaN,
    2 ** 60,
    2n ** 64n,
    -(2n ** 64n),
    '\ud800',
    [1, null],
    ['a', null],
    [2n ** 63n],
    [1.5, 2n ** 60n],
    { a: 2n ** 60n },
    { a: undefined },
    [undefined],
  ),
);

/** Ids of bodies, beyond 2^53 among them. */
export const bodyid = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
);
