import { describe, expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { type RunOptions, runClio } from '../../../test/runClio.js';

const lab = () => {
  const { sandbox, env } = createLab();
  const clio = (argv: string[], options: RunOptions = {}) =>
    runClio(argv, { env, fetch: sandbox.fetch, ...options });
  const read = async (id: number) =>
    JSON.parse((await clio(['annotation', 'get', String(id), '--json'])).stdout)[0];
  return { sandbox, env, clio, read };
};

describe('clio annotation set', () => {
  it('writes what is new, and reports it', async () => {
    const { clio, read } = lab();
    const { exitCode, stdout, stderr } = await clio(
      'annotation set 1001 1002 note=seen group2:=7 --yes'.split(' '),
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('field note: text')]);
    expect(stdout).toContain('2 bodies in MB, version v0.2: 2 written');
    expect(stdout).toMatch(/Run (\S+)\n {2}clio undo \1/);
    expect(await read(1001)).toMatchObject({ note: 'seen', group2: 7, type: 'KCg-m' });
  });

  it('leaves protected values alone, writes the rest, and exits with 5', async () => {
    const { clio, read } = lab();
    const { exitCode, stdout, stderr } = await clio(
      'annotation set 1001 type=KCx note=seen --yes'.split(' '),
    );
    expect(exitCode).toBe(5);
    expect(stderr).toMatch(
      /1001 +type +protected +"KCg-m" → "KCx" +by ann@lab.example, 2026-01-01T00:00:00Z/,
    );
    expect(stdout).toContain('1 protected value left alone');
    expect(await read(1001)).toMatchObject({ type: 'KCg-m', note: 'seen' });
    expect((await clio('annotation set 1001 type=KCx --yes'.split(' '))).stdout).toBe(
      'Nothing to write: 1 protected value left alone.\n',
    );
    const forced = await clio('annotation set 1001 type=KCx --overwrite type --yes'.split(' '));
    expect(forced.exitCode).toBe(0);
    expect(await read(1001)).toMatchObject({ type: 'KCx' });
  });

  it('takes the type from --type, else from what the field holds', async () => {
    const { clio, read } = lab();
    await clio(
      'annotation set 1003 group=9 n=5 t=5 --type t=text --overwrite group --yes'.split(' '),
    );
    expect(await read(1003)).toMatchObject({ group: 9, n: 5, t: '5' });
  });

  it('clears with :=null, and writes an empty text only when asked', async () => {
    const { clio, read } = lab();
    const clear = await clio('annotation set 1001 type:=null --overwrite type --yes'.split(' '));
    expect(clear.exitCode).toBe(0);
    expect(await read(1001)).not.toHaveProperty('type');
    const left = await clio(['annotation', 'set', '1002', 'e:=""', '--yes']);
    expect(left.stderr).toContain('an empty value of e is left out');
    await clio(['annotation', 'set', '1002', 'e:=""', '--write-empty', '--yes']);
    expect(await read(1002)).toMatchObject({ e: '' });
  });

  it.each([
    [['1001', 'type='], 'type:=null'],
    [['1001', 'type=a', 'type=b'], 'twice'],
    [['1001', 'type:={'], 'JSON'],
    [['1001', '=a'], 'field is missing'],
    [['1001', 'bodyid=5'], 'bodyid'],
    [['type=a'], 'no body id'],
    [['1001'], 'no value'],
    [['1e3', 'type=a'], '1e3'],
    [['1,234', 'type=a'], '"1,234" looks like one number with thousands separators'],
    [['1001', 'type_user=a'], 'reserved'],
    [['1001', 'n=x', '--type', 'n=integer'], 'n'],
    [['1001', 'n=1', '--type', 'n=int'], 'there is no type "int"'],
  ])('%j is refused with 3', async (words, text) => {
    const { clio, sandbox } = lab();
    const before = await sandbox.stateText();
    const { exitCode, stderr } = await clio(['annotation', 'set', ...words, '--yes']);
    expect(exitCode, stderr).toBe(3);
    expect(stderr).toContain(text);
    expect(await sandbox.stateText()).toBe(before);
  });

  it('prints the plan as JSON with --dry-run --json, and nothing is written', async () => {
    const { clio, read } = lab();
    const { exitCode, stdout } = await clio(
      'annotation set 1001 1003 type=KCx class=AN --dry-run --json'.split(' '),
    );
    expect(exitCode).toBe(5);
    expect(JSON.parse(stdout)).toEqual({
      counts: { add: 1, overwrite: 0, clear: 0, same: 1, protected: 2, conflict: 0, invalid: 0 },
      changes: [
        { bodyid: 1001, field: 'type', before: 'KCg-m', after: 'KCx', verdict: 'protected' },
        { bodyid: 1001, field: 'class', before: 'KC', after: 'AN', verdict: 'protected' },
        { bodyid: 1003, field: 'type', before: '', after: 'KCx', verdict: 'add' },
      ],
    });
    expect(await read(1001)).toMatchObject({ type: 'KCg-m' });
  });

  it('prints the report as JSON with --json', async () => {
    const { clio } = lab();
    const { stdout } = await clio('annotation set 1001 note=x --json --yes'.split(' '));
    expect(JSON.parse(stdout)).toMatchObject({
      run: expect.any(String),
      counts: { written: 1, unsent: 0 },
      bodies: [{ bodyid: 1001, outcome: 'written' }],
    });
  });
});

describe('the question', () => {
  const set = 'annotation set 1001 note=x'.split(' ');

  it('is not asked without a terminal: 2, nothing written, --yes named', async () => {
    const { clio, read } = lab();
    const { exitCode, stderr, stdout } = await clio(set);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--yes');
    expect(await read(1001)).not.toHaveProperty('note');
  });

  it('is answered on a terminal', async () => {
    const { clio, read } = lab();
    const no = await clio(set, { terminal: true, prompt: { confirm: async () => false } });
    expect(no.exitCode).toBe(2);
    expect(await read(1001)).not.toHaveProperty('note');
    const asked: string[] = [];
    const yes = await clio(set, {
      terminal: true,
      prompt: { confirm: async (question) => asked.push(question) > 0 },
    });
    expect([yes.exitCode, asked]).toEqual([0, ['Write this to 1 body?']]);
    expect(yes.stderr).toContain('BEFORE → AFTER');
  });
});
