import * as fc from 'fast-check';

const characters = [
  'a',
  'b',
  'A',
  'ſ',
  'k',
  '1',
  '_',
  ' ',
  'é',
  'É',
  '🧠',
  '"',
  '/',
  '\n',
  '\t',
  'ß',
];

/** Texts on which patterns are tried. */
export const subjects: fc.Arbitrary<string[]> = fc.uniqueArray(
  fc
    .array(fc.constantFrom(...characters, '.', '-', '\\', '(', ']'), { maxLength: 4 })
    .map((parts) => parts.join('')),
  { minLength: 20, maxLength: 60 },
);

const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...characters.map((character) => character)),
    fc.constantFrom(
      ...[
        '.',
        '\\.',
        '\\-',
        '\\\\',
        '\\d',
        '\\D',
        '\\w',
        '\\W',
        '\\s',
        '\\S',
        '\\t',
        '\\n',
        '\\x41',
      ],
      ...[
        '[ab]',
        '[^ab]',
        '[a-z]',
        '[^A-Z0-9]',
        '[\\s_]',
        '[^\\S]',
        '[\\d-]',
        '[-a]',
        '[\\]\\\\]',
        '[é-ö]',
      ],
      ...['[^\\W]', '[🧠a]', '\\/', '\\_', '\\"', '[(.]', '\\(', '\\]'],
    ),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
  pattern: fc
    .array(
      fc
        .array(
          fc.tuple(
            tie('atom'),
            fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', '+?'),
          ),
          {
            maxLength: 3,
          },
        )
        .map((parts) => parts.map(([atom, repeat]) => atom + repeat).join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((alternatives) => alternatives.join('|')),
}));

/** Patterns of every form that is taken. */
export const patterns: fc.Arbitrary<{ pattern: string; ignoreCase: boolean }> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ pattern, ignoreCase: fc.boolean() }, { noNullPrototype: true }),
  },
  pattern.map((inner) => ({ pattern: `^(${inner})$`, ignoreCase: true })),
  pattern.map((inner) => ({ pattern: `(?i)${inner}`, ignoreCase: false })),
  pattern.map((inner) => ({ pattern: `.?\\b(${inner})\\B.?`, ignoreCase: false })),
);
