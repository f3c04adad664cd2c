import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunOptions, temporaryFolder, testContext } from '../../test/runClio.js';
import { CommandInput } from '../commands/CommandInput.js';
import { OutputClosedError } from '../errors/CliError.js';
import type { Row } from './cell.js';
import { toOutputOptions } from './OutputOptions.js';
import { type Records, writeRecords } from './writeRecords.js';

const big = 18446744073709551615n;
const open: Omit<Records, 'batches'> = {
  noun: ['annotation', 'annotations'],
  idField: 'bodyid',
};
const closed: Omit<Records, 'batches'> = {
  noun: ['dataset', 'datasets'],
  columns: [{ field: 'id', id: true }, { field: 'tag' }],
};

async function write(
  records: Records,
  flags: Record<string, unknown> = {},
  options: RunOptions = {},
) {
  const { context, written } = testContext(options, flags);
  const count = await writeRecords(
    context,
    toOutputOptions(new CommandInput([], Object.entries(flags), 'clio test')),
    records,
  );
  return { ...written, count };
}

async function* batchesOf(...batches: Row[][]) {
  yield* batches;
}

describe('JSON', () => {
  it('is one array of whole records, integers exact, one record a line', async () => {
    const batches = batchesOf([{ bodyid: big, a: [1, null] }], [{ bodyid: 2 }]);
    const { stdout, stderr, count } = await write({ ...open, batches }, { json: '' });
    expect(stdout).toBe('[\n{"bodyid":18446744073709551615,"a":[1,null]},\n{"bodyid":2}\n]\n');
    expect(stderr).toBe('');
    expect(count).toBe(2);
  });

  it('is an array for no record, too', async () => {
    expect((await write({ ...open, batches: [] }, { json: '' })).stdout).toBe('[]\n');
  });

  it('picks fields in the order asked, with null for missing ones', async () => {
    const batches = [
      [
        { bodyid: 1, a: 'x' },
        { bodyid: 2, b: false },
      ],
    ];
    const { stdout } = await write({ ...open, batches }, { json: 'b,a' });
    expect(JSON.parse(stdout)).toEqual([
      { b: null, a: 'x' },
      { b: false, a: null },
    ]);
    expect(stdout).toContain('{"b":null,"a":"x"}');
  });

  it('tells of a field that no annotation had, and refuses one of a closed kind', async () => {
    const batches = [[{ bodyid: 1, type: 'x' }]];
    const { stdout, stderr } = await write({ ...open, batches }, { json: 'typ' });
    expect(stdout).toBe('[\n{"typ":null}\n]\n');
    expect(stderr).toContain('None of the annotations has the field "typ" (did you mean "type"?).');
    await expect(
      write({ ...closed, batches: [[{ id: 'VNC', uuid: 'a' }]] }, { json: 'uid' }),
    ).rejects.toThrow('no dataset has the field "uid"');
    const { stdout: known } = await write(
      { ...closed, batches: [[{ id: 'VNC', uuid: 'a' }]] },
      { json: 'uuid,tag' },
    );
    expect(JSON.parse(known)).toEqual([{ uuid: 'a', tag: null }]);
  });

  it('stays open where the records break off', async () => {
    const { context, written } = testContext();
    const batches = (async function* () {
      yield [{ bodyid: 1 }];
      throw new Error('cut off');
    })();
    await expect(
      writeRecords(context, { format: 'json', explicit: true }, { ...open, batches }),
    ).rejects.toThrow('cut off');
    expect(written.stdout).toBe('[\n{"bodyid":1}');
  });
});

describe('TSV and CSV', () => {
  const rows = [
    { type: 'a\tb', bodyid: 1 },
    { bodyid: 2, pos: [1, 2] },
  ];

  it('of annotations have a header, the id first, and all fields', async () => {
    const { stdout } = await write({ ...open, batches: [rows] });
    expect(stdout).toBe('bodyid\ttype\tpos\n1\t"a\tb"\t\n2\t\t[1,2]\n');
    const { stdout: csv } = await write({ ...open, batches: [rows] }, { format: 'csv' });
    expect(csv).toBe('bodyid,type,pos\n1,a\tb,\n2,,"[1,2]"\n');
  });

  it('begin before the last record where the fields are known', async () => {
    const events: string[] = [];
    const batches = (async function* () {
      for (const bodyid of [1, 2]) {
        events.push(`read ${bodyid}`);
        yield [{ bodyid, type: 'x'.repeat(70_000) }];
      }
    })();
    const allFields = async () => ['type', 'bodyid', ''];
    await write({ ...open, batches, allFields }, {}, { onWrite: () => events.push('write') });
    expect(events.slice(0, 2)).toEqual(['read 1', 'write']);
  });

  it('never drop a field that was not announced', async () => {
    const allFields = async () => ['bodyid'];
    await expect(write({ ...open, batches: [rows], allFields })).rejects.toThrow('field "type"');
  });

  it('of other kinds have a header where it was asked for', async () => {
    const batches = [[{ id: 'VNC', tag: 'v1', more: 1 }]];
    expect((await write({ ...closed, batches })).stdout).toBe('VNC\tv1\n');
    expect((await write({ ...closed, batches }, { format: 'tsv' })).stdout).toBe(
      'id\ttag\nVNC\tv1\n',
    );
  });
});

it('NDJSON goes out as it comes, and ends silently when nobody reads any more', async () => {
  let read = 0;
  const batches = (async function* () {
    for (; read < 1000; read++) yield [{ bodyid: read, text: 'x'.repeat(100_000) }];
  })();
  const { context } = testContext({
    onWrite: () => {
      throw new OutputClosedError();
    },
  });
  await expect(
    writeRecords(context, { format: 'ndjson', explicit: true }, { ...open, batches }),
  ).rejects.toThrow(OutputClosedError);
  expect(read).toBeLessThan(3);
});

it('a record is written although the next one keeps coming', async () => {
  let shown = () => {};
  const seen = new Promise<void>((resolve) => {
    shown = resolve;
  });
  const batches = (async function* () {
    yield [{ bodyid: 1 }];
    yield [{ bodyid: 2 }];
    await seen;
    yield [{ bodyid: 3 }];
  })();
  const { stdout } = await write(
    { ...open, batches },
    { format: 'ndjson' },
    { onWrite: (_, text) => text.includes('2') && shown() },
  );
  expect(stdout).toBe('{"bodyid":1}\n{"bodyid":2}\n{"bodyid":3}\n');
});

it('ends when the reader has gone, although the records come slowly', async () => {
  let gone = () => {};
  const seen = new Promise<void>((resolve) => {
    gone = resolve;
  });
  let read = 0;
  const batches = (async function* () {
    for (; read < 100; read++) {
      yield [{ bodyid: read }];
      await seen;
    }
  })();
  const { context } = testContext({
    onWrite: () => {
      gone();
      throw new OutputClosedError();
    },
  });
  await expect(
    writeRecords(context, { format: 'ndjson', explicit: true }, { ...open, batches }),
  ).rejects.toThrow(OutputClosedError);
  expect(read).toBeLessThan(50);
});

describe('on a terminal', () => {
  it('nothing that a record holds can steer the terminal, whatever the format', async () => {
    const evil = '\u001b]0;mine\u0007\u001b[2J\u009b31m\r\u202e';
    const batches = [[{ bodyid: 1, [`f${evil}`]: 'x'.repeat(50), g: `v${evil}\tt\nn` }]];
    for (const flags of [
      {},
      { format: 'csv' },
      { format: 'tsv' },
      { json: '' },
      { json: `${evil}` },
      { format: 'ndjson' },
      { template: '{g}' },
      { jq: '.[].g' },
    ])
      for (const columns of [40, 200]) {
        const options = { terminal: true, columns, env: { NO_COLOR: '1' } };
        const { stdout, stderr } = await write({ ...open, batches }, flags, options);
        expect([flags, /(?![\n\t])\p{Cc}|\u202e/u.exec(stdout + stderr)?.[0]]).toEqual([
          flags,
          undefined,
        ]);
        if ('json' in flags && flags.json === '') expect(JSON.parse(stdout)).toEqual(batches[0]);
      }
    // A program gets it as it is.
    expect((await write({ ...open, batches }, { template: '{g}' })).stdout).toBe(
      `v${evil}\tt\nn\n`,
    );
  });

  const batches = [
    [
      { a: 1, bodyid: big, b: 'x' },
      { b: 'y', bodyid: 2 },
    ],
  ];

  it('records are a table, counted on standard error', async () => {
    const { stdout, stderr } = await write(
      { ...open, batches },
      {},
      { terminal: true, env: { NO_COLOR: '1' } },
    );
    expect(stdout).toBe(`bodyid                b  a\n${big}  x  1\n2                     y\n`);
    expect(stderr).toBe('2 annotations\n');
    const quiet = await write({ ...open, batches }, { quiet: true }, { terminal: true });
    expect(quiet.stderr).toBe('');
  });

  it('names only the first of many fields for which there is no room, and those to look at first are there', async () => {
    const record = {
      bodyid: 1,
      ...Object.fromEntries([...'abcdefgh'].map((name) => [`\t${name}`, 'x'.repeat(20)])),
      type: 'KC',
    };
    const { stdout, stderr } = await write(
      { ...open, firstFields: ['type'], batches: [[record]] },
      {},
      { terminal: true, columns: 30, env: { NO_COLOR: '1' } },
    );
    expect(stdout.split('\n')[0]).toBe('bodyid  type  \\ta');
    expect(stderr).toContain(
      'too narrow for the fields \\tb, \\tc, \\td, \\te, \\tf and 2 more; --json',
    );
  });

  it('go through the pager, which is waited for', async () => {
    const events: string[] = [];
    const startPager = async (program: string) => {
      events.push(`start ${program}`);
      return {
        isTTY: true,
        columns: 80,
        write: async (text: string | Uint8Array) => {
          events.push(`page ${String(text).length > 0}`);
        },
        close: async () => {
          events.push('close');
        },
      };
    };
    const run = (flags: Record<string, unknown>, env = {}) =>
      write({ ...open, batches }, flags, { terminal: true, startPager, env });
    expect((await run({})).stdout).toBe('');
    expect(events).toEqual(['start less', 'page true', 'close']);
    await run({}, { PAGER: 'more' });
    await run({}, { PAGER: 'more', CLIO_PAGER: 'most' });
    expect(events.filter((event) => event.startsWith('start'))).toEqual([
      'start less',
      'start more',
      'start most',
    ]);
    events.length = 0;
    for (const flags of [{ pager: false }, { json: '' }, { format: 'csv' }]) await run(flags);
    await run({}, { PAGER: 'cat' });
    await run({}, { TERM: 'dumb' });
    expect(events).toEqual([]);
  });

  it('a pager that was chosen and is not there is told of, and the table shown without one', async () => {
    const startPager = async () => undefined;
    const shown = (env = {}) =>
      write(
        { ...open, batches },
        {},
        { terminal: true, startPager, env: { NO_COLOR: '1', ...env } },
      );
    expect((await shown({ CLIO_PAGER: 'nope' })).stderr).toContain(
      'The pager "nope" cannot be started',
    );
    expect((await shown()).stderr).toBe('2 annotations\n');
    expect((await shown()).stdout).toContain('bodyid');
  });

  it('progress is shown where the records go elsewhere and take a while, and goes away', async () => {
    let time = 0;
    const now = () => {
      time += 300;
      return new Date(time);
    };
    const many = batchesOf([{ bodyid: 1 }], [{ bodyid: 2 }], [{ bodyid: 3 }]);
    const { stderr } = await write(
      { ...open, batches: many },
      { json: '' },
      { terminal: ['stderr'], now },
    );
    expect(stderr).not.toContain('1 annotation');
    expect(stderr).toContain('\r\u001b[K2 annotations');
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
    const { stderr: none } = await write({ ...open, batches: [[{ bodyid: 1 }]] }, { json: '' });
    expect(none).toBe('');
  });
});

describe('--output', () => {
  it('writes a file in the format of its name, whole or not at all', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'all.csv');
    const { stdout } = await write({ ...open, batches: [[{ bodyid: 1 }]] }, { output: path });
    expect(stdout).toBe('');
    expect(readFileSync(path, 'utf8')).toBe('bodyid\n1\n');
    const broken = (async function* () {
      yield [{ bodyid: 2 }];
      throw new Error('cut off');
    })();
    await expect(write({ ...open, batches: broken }, { output: path })).rejects.toThrow('cut off');
    expect(readFileSync(path, 'utf8')).toBe('bodyid\n1\n');
    expect(readdirSync(folder)).toEqual(['all.csv']);
  });

  it('leaves a file that was there as private as it was', async () => {
    const path = join(temporaryFolder(), 'private.csv');
    writeFileSync(path, 'old', { mode: 0o600 });
    await write({ ...open, batches: [[{ bodyid: 1 }]] }, { output: path });
    expect(readFileSync(path, 'utf8')).toBe('bodyid\n1\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('- is standard output', async () => {
    const { stdout } = await write(
      { ...open, batches: [[{ bodyid: 1 }]] },
      { output: '-', format: 'ndjson' },
    );
    expect(stdout).toBe('{"bodyid":1}\n');
  });

  it('follows a link, and leaves it one', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real.ndjson'), 'old');
    symlinkSync('real.ndjson', join(folder, 'link.ndjson'));
    await write(
      { ...open, batches: [[{ bodyid: 1 }]] },
      { output: join(folder, 'link.ndjson'), format: 'ndjson' },
    );
    expect(readFileSync(join(folder, 'real.ndjson'), 'utf8')).toBe('{"bodyid":1}\n');
  });

  it('names a file that cannot be written', async () => {
    await expect(
      write({ ...open, batches: [] }, { output: join(temporaryFolder(), 'no', 'all.csv') }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('all.csv cannot be written'),
      why: 'There is no such folder.',
    });
  });
});

it('--json and another --format exclude each other', () => {
  const input = new CommandInput([], Object.entries({ json: '', format: 'csv' }), 'clio test');
  expect(() => toOutputOptions(input)).toThrow('exclude each other');
});
