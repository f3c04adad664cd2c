import fc from 'fast-check';

/** Every control character, and what else programs take for blanks or line ends. */
const control = fc.oneof(
  fc.integer({ min: 0, max: 0x1f }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x7f, max: 0x9f }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('\u00a0', '\u1680', '\u2028', '\u2029', '\u3000', '\u200b', '\uFEFF', 'x'),
);

/** What means something in CSV or in JSON. */
const mark = fc.constantFrom(...'"\',;\t\n\r \\[]{}:=-+.0159eEax\0');

/** Texts that a table could lose: digits, blanks, separators, line ends, quotes, what looks like JSON. */
const text = fc.oneof(
  fc.constantFrom('', ' ', '\t', '\n', ' x ', 'a\tb', 'a,b', ';', '1;2', '\u00a05\u00a0', '-', '#'),
  fc.constantFrom('two\nlines', 'two\r\nlines', 'lone\rreturn', '\u2028', '\u2029', '\u0085', '\v'),
  fc.constantFrom('5', '007', '1e5', '1.50', '2024-03-01', '720575940621039145', '1e+21', '-0'),
  fc.constantFrom('1.0', '1,234', '1,2,3', '+1', 'true', 'True', 'null', 'NA', 'NaN', 'undefined'),
  fc.constantFrom('[1,2]', '[1, 2]', '{"a":1}', '[]', '{}', '"', '""', '"x"', '""""', "''"),
  fc.constantFrom("'5", '=1+1', '@x', '#N/A', '\\N', 'sep=;', '__clear__', '日本', 'é', 'e\u0301'),
  fc.constantFrom('\0', 'a\0b', '"a\\u0000b"', '"\\"a\\\\u0000b\\""', '\u001a', '\u007f', '\uFFFD'),
  fc.constantFrom('\uFEFF', '\uFEFFx', 'x\uFEFF'),
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
  fc.string({ unit: control, minLength: 1, maxLength: 4 }),
  fc.string({ unit: mark, maxLength: 6 }),
);
const integer = fc.oneof(
  fc.integer(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0, -1),
);
const fraction = fc.oneof(
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
    .filter((value) => !Number.isInteger(value)),
  fc.constantFrom(0.1, 1e-7, -2.5e-300, 1e21, -1.5e300),
);
// The server keeps integers beyond 2^53 as values of fields and in lists of integers, not elsewhere.
const member = fc.oneof(text, fc.integer(), fraction);
const value = fc.oneof(
  text,
  text,
  text,
  integer,
  fraction,
  fc.boolean(),
  fc.array(member, { maxLength: 3 }),
  fc.array(fc.oneof(fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })), {
    maxLength: 3,
  }),
  fc.dictionary(fc.constantFrom('a', 'b'), member, { maxKeys: 2 }),
  fc.constantFrom([[]], [{}], [[1], [2]], { a: { b: [1] } }, [true, false]),
);
/** Names of fields: DVID takes any text. */
const field = fc.oneof(
  fc.constantFrom('type', 'class', 'note', 'group', 'user', 'id', '日本', 'a.b', 'a', 'A', '5'),
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', 'toString', 'length'),
  fc.constantFrom('a,b', 'tab\there', 'two\nlines', 'lone\rreturn', '\r\n', 'a;b;c;d;e;f;g;h;i'),
  fc.constantFrom(' a ', 'a\u00a0', ' ', '\u00a0', '\uFEFFa', 'bodyid ', 'BodyId', 'x\ty\tz'),
  fc.constantFrom('"', '""', '"a"', '" a "', 'x "y"', "'x", '=x', '[1]', '{"a":1}', 'sep=;'),
  fc.constantFrom('\0', 'a\0b', '"a\\u0000b"', '\u0001', '\u007f', '\u2028', '_users', 'user_'),
  fc.string({ unit: control, minLength: 1, maxLength: 3 }),
  fc.string({ unit: mark, minLength: 1, maxLength: 6 }),
  fc.constantFrom('', 'n'.repeat(1200)),
);
const id = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
);

/** Records such as nobody should write, and a server keeps: body ids with their fields. */
export const awkwardRecords = fc.uniqueArray(
  fc.tuple(id, fc.dictionary(field, value, { maxKeys: 5 })),
  { minLength: 1, maxLength: 6, selector: ([bodyid]) => String(bodyid) },
);
