import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../../test/runClio.js';
import { OutputClosedError } from '../../errors/CliError.js';

const { sandbox, env } = createLab();
const clio = (argv: string[], options: RunOptions = {}) =>
  runClio(['annotation', ...argv], { env, fetch: sandbox.fetch, ...options });
const big = '720575940627329911';

describe('clio annotation get', () => {
  it('prints whole records in the order of the ids, digits exact', async () => {
    const { exitCode, stdout, stderr } = await clio(['get', big, '1001', '--json']);
    expect(stdout).toBe(
      [
        '[',
        `{"bodyid":${big},"class":"DN","group":18446744073709551615},`,
        '{"bodyid":1001,"class":"KC","group":5,"type":"KCg-m"}',
        ']',
        '',
      ].join('\n'),
    );
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  it('is an array for one record and for none', async () => {
    expect(JSON.parse((await clio(['get', '1001', '--json', 'type'])).stdout)).toEqual([
      { type: 'KCg-m' },
    ]);
    expect((await clio(['get', '5', '--json'])).stdout).toBe('[]\n');
  });

  it('prints what exists, names the missing ids, and exits with 1', async () => {
    const some = await clio(['get', '5', '1002', '6', '--json', 'bodyid']);
    expect(some.exitCode).toBe(1);
    expect(JSON.parse(some.stdout)).toEqual([{ bodyid: 1002 }]);
    expect(some.stderr).toBe('No annotation: 5, 6 (2 of 3 ids)\n');
    const allowed = await clio(['get', '5', '1002', '--allow-missing', '--json', 'bodyid']);
    expect(allowed.exitCode).toBe(0);
    expect(allowed.stderr).toContain('No annotation: 5');
  });

  it('is TSV with a header in a pipe, and a table on a terminal', async () => {
    const { stdout } = await clio(['get', '1002', '1003']);
    expect(stdout).toBe(
      'bodyid\tclass\tgroup\tposition\ttype\n1002\tDN\t5\t[1,2,3]\t"a\tb"\n1003\tAN\t7\t\t""\n',
    );
    const table = await clio(['get', '1002', '1003'], {
      terminal: true,
      env: { ...env, NO_COLOR: '1' },
    });
    expect(table.stdout).toBe(
      [
        'bodyid  type  class  group  position',
        '1002    a\\tb  DN     5      [1,2,3]',
        '1003          AN     7',
        '',
      ].join('\n'),
    );
    expect(table.stderr).toBe('2 annotations\n');
  });

  it('reads ids from a file or from standard input', async () => {
    const file = join(temporaryFolder(), 'ids.txt');
    writeFileSync(file, `\uFEFFbodyid\r\n1001\r\n${big}, 1002\n\n1001`);
    const { stdout } = await clio(['get', '1003', '--ids', file, '--json', 'bodyid']);
    expect(stdout.match(/\d+/g)).toEqual(['1003', '1001', big, '1002']);
    writeFileSync(file, Buffer.from('\uFEFF1002\r\n1001\r\n', 'utf16le'));
    const wide = await clio(['get', '--ids', file, '--json', 'bodyid']);
    expect(wide.stdout.match(/\d+/g)).toEqual(['1002', '1001']);
    const piped = await clio(['get', '--ids', '-', '--json', 'bodyid'], { stdin: '1002 1001' });
    expect(JSON.parse(piped.stdout)).toEqual([{ bodyid: 1002 }, { bodyid: 1001 }]);
  });

  it('names the place of what is no id', async () => {
    const file = join(temporaryFolder(), 'ids.txt');
    writeFileSync(file, '1001\n1.5e3\n');
    for (const [argv, place] of [
      [['get', '--ids', file], `${file}, line 2`],
      [['get', 'abc'], 'abc'],
      [['get', '0'], '0'],
      [['get', '-5'], '-5'],
      [['get', '18446744073709551616'], '18446744073709551616'],
      [['get', '--ids', `${file}.no`], `${file}.no cannot be read`],
    ] as const) {
      const { exitCode, stdout, stderr } = await clio([...argv]);
      expect([exitCode, stdout], stderr).toEqual([3, '']);
      expect(stderr).toContain(place);
    }
    const binary = await clio(['get', '--ids', '-'], { stdin: new Uint8Array([0x31, 0xe9, 0x32]) });
    expect([binary.exitCode, binary.stderr.includes('not UTF-8')]).toEqual([3, true]);
  });

  it('says that --json has taken the id', async () => {
    const { exitCode, stderr } = await clio(['get', '--json', '7']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('The word after --json ("7") was read as the fields');
    expect(stderr).toContain('clio annotation get ID --json');
  });

  it('reads at a version, and with who set each field', async () => {
    const old = await clio(['get', '1001', '--version', 'v0.1', '--json']);
    expect(JSON.parse(old.stdout)).toEqual([{ bodyid: 1001, type: 'KCg' }]);
    const { stdout } = await clio(['get', '1001', '--show', 'user', '--json', 'type,type_user']);
    expect(JSON.parse(stdout)).toEqual([{ type: 'KCg-m', type_user: 'ann@lab.example' }]);
    const unknown = await clio(['get', '1001', '--version', 'v0.3']);
    expect(unknown.exitCode).toBe(3);
    expect(unknown.stderr).toContain('v0.1');
  });

  it('names the datasets that there are for an unknown one', async () => {
    for (const argv of [
      ['get', '1001'],
      ['list', '--all'],
      ['list', '--where', 'type=x'],
    ]) {
      const { exitCode, stderr } = await clio([...argv, '--dataset', 'MBB']);
      expect(exitCode).toBe(3);
      expect(stderr).toContain('MB, manc:v1.0');
      expect(stderr).toMatch(/Did you mean "?MB"?\?/);
    }
  });
});

describe('clio annotation list', () => {
  const ids = async (...conditions: string[]) => {
    const { exitCode, stdout, stderr } = await clio([
      'list',
      ...conditions.flatMap((condition) => ['--where', condition]),
      '--json',
      'bodyid',
    ]);
    expect(exitCode, stderr).toBe(0);
    return (stdout.match(/\d+/g) ?? []).sort();
  };

  it('refuses to guess whether all are meant', async () => {
    const { exitCode, stdout, stderr } = await clio(['list']);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain('--where');
    expect(stderr).toContain('--all');
    expect((await clio(['list', '--all', '--where', 'a=b'])).exitCode).toBe(3);
  });

  it('prints all of them', async () => {
    const { stdout } = await clio(['list', '--all', '--json']);
    expect(stdout).toContain(`{"bodyid":${big},"class":"DN","group":18446744073709551615}`);
    expect(stdout.match(/"bodyid"/g)).toHaveLength(4);
  });

  it('finds a value of one field, any of several, and all of several fields', async () => {
    expect(await ids('class=DN')).toEqual(['1002', big]);
    expect(await ids('class=DN', 'class=AN')).toEqual(['1002', '1003', big]);
    expect(await ids('class=DN', 'type=a\tb')).toEqual(['1002']);
    expect(await ids('class=none')).toEqual([]);
    expect(await ids('type=')).toEqual(['1003']);
  });

  it('tells of a field that the dataset does not have when nothing is found, and only then', async () => {
    let asked: string[] = [];
    const counting: typeof fetch = (input, init) => {
      asked.push(new URL(String(input)).pathname.split('/').at(-1)!);
      return sandbox.fetch(input, init);
    };
    const list = async (where: string, flags: string[] = []) => {
      asked = [];
      return clio(['list', '--where', where, '--json', ...flags], { fetch: counting });
    };
    expect(await list('typ=KC')).toEqual({
      exitCode: 0,
      stdout: '[]\n',
      stderr: 'MB has no field "typ" (did you mean "type"?).\n',
    });
    expect((await list('zzz=KC')).stderr).toBe('MB has no field "zzz"; see "clio field list".\n');
    // What it costs is one request, and only where nothing was found.
    expect(asked).toEqual(['query', 'fields']);
    expect((await list('typ=KC', ['--quiet'])).stderr).toBe('');
    expect(asked).toEqual(['query']);
    expect((await list('type=KCg-m')).stderr).toBe('');
    expect(asked).toEqual(['query']);
    expect((await list('type=nothing')).stderr).toBe('');
    expect((await list('bodyid=77')).stderr).toBe('');
    const failing: typeof fetch = async (input, init) =>
      String(input).includes('/fields')
        ? new Response('', { status: 500 })
        : sandbox.fetch(input, init);
    const failed = await clio(['list', '--where', 'typ=KC', '--json'], { fetch: failing });
    expect(failed).toEqual({ exitCode: 0, stdout: '[]\n', stderr: '' });
  });

  it('finds a number and the text that looks like it', async () => {
    expect(await ids('group=5')).toEqual(['1001', '1002']);
    expect(await ids('group=5', 'group=7')).toEqual(['1001', '1002', '1003']);
    expect(await ids('group=18446744073709551615')).toEqual([big]);
    expect(await ids('position=2')).toEqual(['1002']);
  });

  it('has a column for each field in TSV, as the server lists them', async () => {
    const { stdout } = await clio(['list', '--all']);
    // The server lists in no order.
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header).toBe('bodyid\tclass\tgroup\tposition\ttype');
    expect(lines).toHaveLength(4);
    expect(lines).toContain('1001\tKC\t5\t\tKCg-m');
    const { stdout: some } = await clio(['list', '--where', 'class=AN', '--format', 'csv']);
    expect(some).toBe('bodyid,class,group,type\n1003,AN,7,""\n');
    const { stdout: shown } = await clio(['list', '--all', '--show', 'user']);
    expect(shown.split('\n')[0]).toContain('type_user');
    expect(shown.split('\n')[0]).not.toContain('type_time');
  });

  it('streams NDJSON, and ends with 0 when the reader goes away', async () => {
    let pieces = 0;
    const { exitCode, stderr } = await clio(['list', '--all', '--format', 'ndjson'], {
      onWrite: () => {
        pieces++;
        throw new OutputClosedError();
      },
    });
    expect([exitCode, stderr, pieces]).toEqual([0, '', 1]);
    const { stdout } = await clio(['list', '--all', '--format', 'ndjson']);
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toHaveLength(4);
    expect(records).toContainEqual({ bodyid: 1003, class: 'AN', group: 7, type: '' });
  });
});

describe('clio field list', () => {
  it('lists the names with how many bodies have them, one a line', async () => {
    const run = (...argv: string[]) =>
      runClio(['field', 'list', ...argv], { env, fetch: sandbox.fetch });
    expect((await run()).stdout).toBe('bodyid\t4\nclass\t4\ngroup\t4\nposition\t1\ntype\t3\n');
    expect((await run('--no-counts')).stdout).toBe('bodyid\nclass\ngroup\nposition\ntype\n');
    expect((await run('--no-counts', '--stamps')).stdout).toContain('type_user\n');
    expect(JSON.parse((await run('--no-counts', '--json')).stdout)[0].name).toBe('bodyid');
  });
});
