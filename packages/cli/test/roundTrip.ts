import { createClient, planAnnotations, stringifyJson } from '@clio/core';
import { readTable } from '@clio/node';
import { createSandbox } from '@clio/sandbox';
import fc from 'fast-check';
import { expect } from 'vitest';
import { labState } from './lab.js';
import { runClio } from './runClio.js';

const token = 'a'.repeat(64);

/** Texts that a table could lose: digits, blanks, separators, line ends, quotes, what looks like JSON. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    '5',
    '007',
    '1e5',
    ' x ',
    'a\tb',
    'a,b',
    'two\nlines',
    'two\r\nlines',
    '"',
    '""',
    'lone\rreturn',
    '\n',
    ';',
    '1;2',
    '1.50',
    '2024-03-01',
    '\u00a05\u00a0',
  ),
  fc.constantFrom(
    '[1,2]',
    '{"a":1}',
    'true',
    'null',
    'NA',
    "'5",
    '=1+1',
    '日本',
    '\uFEFFx',
    '-',
    '#',
  ),
  fc.string({ unit: 'grapheme-composite', maxLength: 12 }),
);
const integer = fc.oneof(
  fc.integer(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0, -1),
);
const fraction = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
  .filter((value) => !Number.isInteger(value));
const value = fc.oneof(
  text,
  text,
  integer,
  fraction,
  fc.boolean(),
  // The server keeps larger integers exact as values of fields, and not inside of lists and objects.
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b'), fc.oneof(text, fc.integer()), { maxKeys: 2 }),
);
const field = fc.constantFrom(
  ...['type', 'class', 'note', 'a,b', 'tab\there', 'x "y"', 'group', 'two\nlines', '日本'],
  ...['__proto__', 'constructor', 'hasOwnProperty', 'user', '5', "'x", '=x'],
);
const id = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
);
const records = fc.uniqueArray(fc.tuple(id, fc.dictionary(field, value, { maxKeys: 5 })), {
  minLength: 1,
  maxLength: 6,
  selector: ([bodyid]) => String(bodyid),
});

/** Random records: what `annotation list` writes of them is planned as no change, in every format. */
export async function checkRoundTrip(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(records, async (given) => {
      const sandbox = createSandbox({
        state: {
          ...labState,
          repos: [
            {
              instances: { segmentation_annotations: { typename: 'neuronjson' } },
              versions: [
                { uuid: '3fa85f', locked: true },
                {
                  uuid: '9bc01e',
                  data: {
                    segmentation_annotations: {
                      records: given.map(([bodyid, fields]) =>
                        stringifyJson({ ...fields, bodyid }),
                      ),
                    },
                  },
                },
              ],
            },
          ],
        },
      });
      const client = createClient({
        server: sandbox.server,
        dataset: 'MB',
        auth: token,
        fetch: sandbox.fetch,
      });
      const filled = given.filter(([, fields]) => Object.keys(fields).length > 0).length;
      for (const format of ['tsv', 'csv', 'json', 'ndjson'] as const) {
        const { exitCode, stdout, stderr } = await runClio(
          ['annotation', 'list', '--all', '--format', format],
          {
            env: { CLIO_SERVER: sandbox.server, CLIO_TOKEN: token, CLIO_DATASET: 'MB' },
            fetch: sandbox.fetch,
          },
        );
        expect([exitCode, stderr]).toEqual([0, '']);
        if (filled === 0) continue;
        const table = await readTable(new TextEncoder().encode(stdout), { format });
        expect(table.rows).toHaveLength(filled);
        const plan = await planAnnotations(client, table);
        expect(plan.problems, stdout).toEqual([]);
        expect(
          plan.bodies.flatMap(({ changes }) => changes),
          stdout,
        ).toEqual([]);
      }
    }),
    { numRuns },
  );
}
