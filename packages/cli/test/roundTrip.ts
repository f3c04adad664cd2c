import { createClient, planAnnotations, stringifyJson } from '@clio/core';
import { readTable } from '@clio/node';
import { createSandbox } from '@clio/sandbox';
import fc from 'fast-check';
import { expect } from 'vitest';
import { awkwardRecords } from './awkwardRecords.js';
import { labState } from './lab.js';
import { runClio } from './runClio.js';

const token = 'a'.repeat(64);

/** Random records: what `annotation list` writes of them is planned as no change, in every format. */
export async function checkRoundTrip(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(awkwardRecords, async (given) => {
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
        const typed = format === 'json' || format === 'ndjson';
        const written = given.flatMap(([, fields]) => Object.keys(fields));
        expect(exitCode, stderr).toBe(0);
        expect(stderr).toMatch(!typed && written.includes('') ? /^A field without a name / : /^$/);
        if (filled === 0) continue;
        const bytes = new TextEncoder().encode(stdout);
        const table = await readTable(bytes, { format });
        expect(table.rows).toHaveLength(filled);
        expect(table.notes ?? [], stdout).toEqual([]);
        // Standard input has no name to tell the format by.
        const { columns, rows } = table;
        expect(await readTable(bytes), stdout).toMatchObject({ columns, rows });
        const named = written.filter((name) => typed || name !== '');
        expect(table.columns, stdout).toEqual(expect.arrayContaining(named));
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
