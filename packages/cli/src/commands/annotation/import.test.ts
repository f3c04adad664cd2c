import { describe, expect, it } from 'vitest';
import { createWriteLab } from '../../../test/writeLab.js';

describe('clio annotation import', () => {
  it('writes what is new, leaves what is protected, and says the types of the columns', async () => {
    const { clio, file, read } = createWriteLab();
    file('t.csv', 'bodyid,type,note,group\n1001,KCx,seen,5\n1003,KCy,,8\n');
    const { exitCode, stdout, stderr } = await clio('annotation import t.csv --yes');
    expect(exitCode).toBe(5);
    expect(stderr).toContain('column note: text (by its cells)');
    expect(stderr).toContain('column group: integer');
    expect(stdout).toContain('2 bodies in MB, version v0.2: 2 written');
    expect(stdout).toContain('2 protected values left alone');
    expect(await read(1001)).toMatchObject({ type: 'KCg-m', note: 'seen', group: 5 });
    expect(await read(1003)).toMatchObject({ type: 'KCy', group: 7 });
  });

  it('reads standard input, other id columns, types, markers and formats', async () => {
    const { clio, read } = createWriteLab();
    const { exitCode, stderr } = await clio(
      'annotation import - --format tsv --id-column root --type n=text --clear-marker - --overwrite class --yes',
      { stdin: 'root\tn\tclass\n1001\t007\t-\n720575940627329911\t1.50\t\n' },
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('column n: text (as asked)')]);
    expect(await read(1001)).toMatchObject({ n: '007' });
    expect(await read(1001)).not.toHaveProperty('class');
    const big = await clio('annotation get 720575940627329911 --json n');
    expect(big.stdout).toBe('[\n{"n":"1.50"}\n]\n');
  });

  it('writes in the name of others', async () => {
    const { clio, file, read } = createWriteLab();
    file('t.csv', 'bodyid,note,by\n1001,a,eve@lab.example\n1002,b,\n');
    const { exitCode } = await clio(
      'annotation import t.csv --designated-user-column by --designated-user dan@lab.example --yes',
    );
    expect(exitCode).toBe(0);
    expect(await read(1001)).toMatchObject({ note_user: 'eve@lab.example' });
    expect(await read(1002)).toMatchObject({ note_user: 'dan@lab.example' });
  });

  it('prints exactly counts and changes with --dry-run --json, and writes nothing', async () => {
    const { clio, file, sandbox } = createWriteLab();
    const before = await sandbox.stateText();
    file('t.csv', 'bodyid,type\n1001,KCg-m\n1003,KCy\n');
    const { exitCode, stdout } = await clio('annotation import t.csv --dry-run --json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      counts: { add: 1, overwrite: 0, clear: 0, same: 1, protected: 0, conflict: 0, invalid: 0 },
      changes: [{ bodyid: 1003, field: 'type', before: '', after: 'KCy', verdict: 'add' }],
    });
    expect(await sandbox.stateText()).toBe(before);
    expect((await clio('run list')).stdout).toBe('');
  });

  it.each([
    ['duplicate', 'bodyid,type\n1001,a\n1001,b\n', ['row 3', 'type']],
    ['scientific notation', 'bodyid,type\n1e3,a\n', ['row 2', 'bodyid', '1e3']],
    ['a fraction', 'bodyid,type\n5.5,a\n', ['row 2', 'bodyid']],
    ['0', 'bodyid,type\n0,a\n', ['row 2', 'bodyid']],
    ['2^64', 'bodyid,type\n18446744073709551616,a\n', ['row 2', 'bodyid']],
    ['no id column', 'body,type\n5,a\n', ['bodyid']],
    ['too many cells', 'bodyid,type\n5,a,b\n', ['line 2']],
    ['an open quote', 'bodyid,type\n5,"a\n', ['2']],
    ['empty', '', ['empty']],
    ['a reserved column', 'bodyid,type_user\n5,a\n', ['type_user']],
    ['a wrong cell', 'bodyid,group\n1001,x y\n', ['row 2', 'group'], '--type group=integer'],
    ['an unknown type', 'bodyid,type\n5,a\n', ['column type', 'txt'], '--type type=txt'],
  ])('%s: 3, named with its place, nothing written', async (_name, content, parts, flags = '') => {
    const { clio, file, sandbox } = createWriteLab();
    const before = await sandbox.stateText();
    file('bad.csv', content);
    const line = `annotation import bad.csv --yes ${flags}`.trim();
    const { exitCode, stdout, stderr } = await clio(line);
    expect([exitCode, stdout], stderr).toEqual([3, '']);
    for (const part of ['bad.csv', ...parts]) expect(stderr).toContain(part);
    expect(await sandbox.stateText()).toBe(before);
    expect((await clio(`${line} --dry-run`)).exitCode).toBe(3);
  });

  it('names every wrong cell, not only the first ones', async () => {
    const { clio, file } = createWriteLab();
    const rows = Array.from({ length: 60 }, (_, index) => `x${index},a`);
    file('bad.csv', `bodyid,type\n${rows.join('\n')}\n`);
    const { stderr } = await clio('annotation import bad.csv --yes');
    for (let row = 2; row < 62; row++) expect(stderr).toContain(`row ${row},`);
  });

  it.each([
    ['bodyId,type', '', 'If bodyId holds the body ids: --id-column bodyId'],
    ['Body ID,type', '', 'If Body ID holds the body ids: --id-column "Body ID"'],
    ['cell,type', '', 'Name the column that holds the body ids with --id-column.'],
    ['bodyid,type', '--id-column rootid', 'holds the body ids with --id-column.'],
  ])('names --id-column for a table with %s', async (header, flags, advice) => {
    const { clio, file } = createWriteLab();
    file('t.csv', `${header}\n5,a\n`);
    const { exitCode, stderr } = await clio(`annotation import t.csv --yes ${flags}`.trim());
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(advice)]);
    expect(stderr).toContain(`Its columns are: ${header.replace(',', ', ')}.`);
  });

  it('says once in which rows an id was repaired', async () => {
    const { clio, file } = createWriteLab();
    file('t.csv', 'bodyid,note\n1001.0,a\n1002.0,b\n');
    const { stdout } = await clio('annotation import t.csv --dry-run');
    expect(stdout).toContain('column bodyid: ".0" taken off in rows 2 and 3\n');
  });

  it('names the flag that takes ids which look rounded, and takes them with it', async () => {
    const { clio, file } = createWriteLab();
    file('t.csv', 'bodyid,note\n720575940627329000,a\n720575940621039000,b\n');
    const { exitCode, stderr } = await clio('annotation import t.csv --yes');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('  --rounded-ids takes')]);
    const plan = await clio('plan t.csv --rounded-ids -o -');
    expect(JSON.parse(plan.stdout).guards).toEqual({ roundedIds: true });
    expect((await clio('annotation import t.csv --rounded-ids --yes')).exitCode).toBe(0);
  });

  it('says what is wrong with a number in scientific notation, with the number', async () => {
    const { clio, file } = createWriteLab();
    file('t.json', '[{"bodyid":2e8,"note":"a"},{"bodyid":5,"size":1e5}]');
    const { exitCode, stderr } = await clio('annotation import t.json --yes');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('row 1, column bodyid: the cell holds 2e8, in scientific notation');
    expect(stderr).toContain('row 2, column size, body 5: the cell holds 1e5, in scientific');
    file('t.json', '[{"bodyid":5,"size":1e5}]');
    const asked = await clio('annotation import t.json --type size=number --dry-run --json');
    expect(JSON.parse(asked.stdout).changes).toMatchObject([{ field: 'size', after: 100000 }]);
  });

  it('refuses a name as long as a file, and shortens it', async () => {
    const { clio, file } = createWriteLab();
    file('t.csv', `bodyid,${'x'.repeat(50_000)}\n5,a\n`);
    const { exitCode, stdout, stderr } = await clio('annotation import t.csv --yes');
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain('a name of 50000 characters is no field');
    expect(stderr.length).toBeLessThan(1000);
  });

  it('tells a mistyped field of --overwrite', async () => {
    const { clio, file } = createWriteLab();
    file('t.csv', 'bodyid,type\n1001,KCx\n');
    const { exitCode, stderr } = await clio('annotation import t.csv --overwrite tpye --yes');
    expect(exitCode).toBe(5);
    expect(stderr).toContain('Did you mean type?');
  });

  it('refuses with --all-or-nothing and --max-overwrites', async () => {
    const { clio, file, read } = createWriteLab();
    file('t.csv', 'bodyid,type,note\n1001,KCx,a\n');
    expect((await clio('annotation import t.csv --all-or-nothing --yes')).exitCode).toBe(3);
    const many = await clio('annotation import t.csv --overwrite type --max-overwrites 0 --yes');
    expect(many.exitCode).toBe(3);
    expect(many.stderr).toContain('at most 0');
    expect(await read(1001)).not.toHaveProperty('note');
  });
});

describe('more than 1,000 overwrites', () => {
  const lab = async () => {
    const made = createWriteLab();
    const rows = Array.from({ length: 1001 }, (_, index) => index + 1);
    const table = (value: string) =>
      `bodyid,note\n${rows.map((id) => `${id},${value}`).join('\n')}\n`;
    made.file('first.csv', table('one'));
    made.file('second.csv', table('two'));
    expect((await made.clio('annotation import first.csv --yes')).exitCode).toBe(0);
    return made;
  };

  it('want their number typed on a terminal, unless their field is named and --yes given', async () => {
    const { clio, read } = await lab();
    const mine = 'annotation import second.csv --overwrite-mine';
    const asked: string[] = [];
    const answering = (text: string) => ({
      terminal: true,
      prompt: {
        text: async (question: string) => {
          asked.push(question);
          return text;
        },
      },
    });
    expect((await clio(mine, answering('yes'))).exitCode).toBe(2);
    expect((await clio(`${mine} --yes`, answering(''))).exitCode).toBe(2);
    expect(asked[0]).toContain('1,001 existing values will be replaced or cleared');
    expect((await read(5))?.note).toBe('one');
    expect((await clio(`${mine} --yes`, answering('1,001'))).exitCode).toBe(0);
    expect((await read(5))?.note).toBe('two');
    const named = 'annotation import first.csv --overwrite note --yes';
    expect((await clio(named, { terminal: true })).exitCode).toBe(0);
    expect((await read(5))?.note).toBe('one');
    expect((await clio('undo --yes', { terminal: true })).exitCode).toBe(0);
    expect((await read(5))?.note).toBe('two');
  });
});
