import * as fc from 'fast-check';

/** A JSON reader as plain as can be: one character after the other, integers exact. For comparison. */
export function readPlainly(text: string): unknown {
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`no JSON at ${at}`);
  };
  const space = () => {
    while (' \t\n\r'.includes(text[at] ?? 'x')) at++;
  };
  const take = (word: string) => {
    if (!text.startsWith(word, at)) fail();
    at += word.length;
  };
  const string = (): string => {
    const start = at;
    take('"');
    while (text[at] !== '"') {
      if (at >= text.length) fail();
      at += text[at] === '\\' ? 2 : 1;
    }
    at++;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (): unknown => {
    space();
    const first = text[at];
    if (first === '{') {
      const members: [string, unknown][] = [];
      at++;
      space();
      if (text[at] === '}') {
        at++;
        return {};
      }
      for (;;) {
        space();
        const key = string();
        space();
        take(':');
        members.push([key, value()]);
        space();
        if (text[at] === '}') break;
        take(',');
      }
      at++;
      // fromEntries makes an own property of any name, and the last of two wins.
      return Object.fromEntries(members);
    }
    if (first === '[') {
      const items: unknown[] = [];
      at++;
      space();
      if (text[at] === ']') {
        at++;
        return items;
      }
      for (;;) {
        items.push(value());
        space();
        if (text[at] === ']') break;
        take(',');
      }
      at++;
      return items;
    }
    if (first === '"') return string();
    for (const [word, meaning] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(text.slice(at, at + 2000));
    if (number === null) return fail();
    at += number[0].length;
    const whole = number[2] === undefined && number[3] === undefined;
    const rounded = Number(number[0]);
    return whole && !Number.isSafeInteger(rounded) ? BigInt(number[0]) : rounded;
  };
  const result = value();
  space();
  if (at < text.length) fail();
  return result;
}

/** Texts that break readers: quotes, brackets, long digits, escapes, marks, names with a meaning. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toJSON',
    'bodyid',
    '12345678901234567890',
    '-9007199254740993',
    '},{',
    '"},{"',
    ']',
    '\\',
    '\\"',
    '\\\\"',
    '\u0001',
    '\u0001\u000112345678901234567890',
    '\\u0001',
    ': 1234567890123456789,',
    '🧠',
    'ñ',
    '\u2028',
    '\ud800',
    '[{"bodyid":1}]',
  ),
  fc
    .array(fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '9', '\u0001', 'é', '🧠'), {
      maxLength: 24,
    })
    .map((parts) => parts.join('')),
);

/** Texts of numbers, from plain to absurd. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.bigInt({ min: 2n ** 53n - 20n, max: 2n ** 53n + 20n }).map(String),
  fc.bigInt({ min: 2n ** 64n - 20n, max: 2n ** 64n + 20n }).map(String),
  fc.constantFrom(
    '-0',
    '0',
    '0.0',
    '1.0',
    '1e3',
    '1E+2',
    '1e-7',
    '1.5e300',
    '1e400',
    '-1e400',
    '12345678901234567890.5',
    '1.12345678901234567890',
    '1e0000000000000000001',
    '12345678901234567890e2',
    '9007199254740991',
    '9007199254740992',
    '-9007199254740991',
    '-9007199254740992',
    '1'.repeat(400),
  ),
);

const space = fc.constantFrom('', '', '', ' ', '\n', '\t \r\n');

/** One spelling of a string: raw where JSON allows it, or escaped. */
const stringText: fc.Arbitrary<string> = fc
  .tuple(hostileText, fc.nat({ max: 3 }))
  .map(([text, style]) => {
    if (style > 0) return JSON.stringify(text);
    const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
  });

const { value: valueText, record } = fc.letrec<{ value: string; record: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    stringText,
    numberText,
    fc.constantFrom('true', 'false', 'null'),
    fc
      .tuple(fc.array(tie('value'), { maxLength: 5 }), space)
      .map(([items, gap]) => `[${gap}${items.join(`${gap},${gap}`)}${gap}]`),
    tie('record'),
  ),
  record: fc
    .tuple(fc.array(fc.tuple(stringText, tie('value')), { maxLength: 6 }), space)
    .map(([members, gap]) => {
      const written = members.map(([key, value]) => `${key}${gap}:${gap}${value}`);
      return `{${gap}${written.join(`,${gap}`)}${gap}}`;
    }),
}));

/** Texts of JSON values of any nesting, in any spelling. */
export const jsonText: fc.Arbitrary<string> = valueText;

/** Texts of JSON objects. */
export const objectText: fc.Arbitrary<string> = record;

/** A text with one thing changed: most are no JSON any more. */
export const damagedText: fc.Arbitrary<string> = fc
  .tuple(
    jsonText,
    fc.nat(),
    fc.constantFrom('', '"', ':', ',', '}', '[', '\\', '0', '1', '12345678901234567890', '-', '.'),
    fc.nat({ max: 2 }),
  )
  .map(([text, place, insert, remove]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + insert + text.slice(at + remove);
  });

/** What a call gives: a value or the name of an error, so that two can be compared. */
export function outcome<T>(call: () => T): { value: T } | { threw: true } {
  try {
    return { value: call() };
  } catch {
    return { threw: true };
  }
}
