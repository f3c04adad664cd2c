import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWriteLab } from '../../../test/writeLab.js';

const lab = async (flags = '') => {
  const made = createWriteLab();
  made.file('t.csv', 'bodyid,type,note\n1001,KCx,<b>\n1002,,b\n');
  const planned = await made.clio(`plan t.csv -o t.plan ${flags}`.trim());
  return { ...made, planned };
};

describe('clio plan', () => {
  it('keeps a plan, shows it, and writes nothing to the server', async () => {
    const { planned, home, read } = await lab();
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout).toContain('"KCg-m" → "KCx"');
    expect(planned.stderr).toContain('clio apply t.plan');
    expect(readFileSync(join(home, 't.plan'), 'utf8')).toMatch(/^\{"format":"clio-plan"/);
    expect(await read(1002)).not.toHaveProperty('note');
  });

  it('writes the plan to standard output with -o -, and a table named show is ./show', async () => {
    const { clio, file } = createWriteLab();
    file('show', 'bodyid,note\n1001,x\n');
    const { exitCode, stdout, stderr } = await clio('plan ./show --format csv -o -');
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout).bodies).toHaveLength(1);
    expect((await clio('plan show')).exitCode).toBe(3);
  });

  it('keeps no plan under the name of a page', async () => {
    const { clio, file } = createWriteLab();
    file('t.csv', 'bodyid,note\n1001,x\n');
    const { exitCode, stderr } = await clio('plan t.csv -o t.html');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('clio plan show PLANFILE --html t.html');
  });

  it('keeps no plan of a table that cannot be used', async () => {
    const { clio, file } = createWriteLab();
    file('bad.csv', 'bodyid,note\n1001,x\nfive,y\n');
    const { exitCode, stderr } = await clio('plan bad.csv -o bad.plan');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('bad.csv, row 3');
    expect((await clio('plan show bad.plan')).stderr).toContain('no such file');
  });
});

describe('clio plan show', () => {
  it('shows counts and changes, as text, JSON and a page', async () => {
    const { clio } = await lab();
    const text = await clio('plan show t.plan', { fetch: undefined });
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toMatch(/note +2 +0/);
    expect(text.stdout).toMatch(/1001 +type +protected +"KCg-m" → "KCx" +by ann@lab.example/);
    const json = JSON.parse((await clio('plan show t.plan --json')).stdout);
    expect(json.counts).toMatchObject({ add: 2, protected: 1 });
    const { stdout: html } = await clio('plan show t.plan --html -');
    expect(html).toContain('&quot;&lt;b&gt;&quot;');
    expect(html).toContain('ann@lab.example, 2026-01-01T00:00:00Z');
    expect(html).not.toMatch(/<script|<b>|src=|aaaaaaaa/);
  });

  it.each([
    ['a table', (_: string) => 'bodyid,type\n', 'x.plan is no plan: The text is not JSON'],
    ['another document', (_: string) => '{"a":1}', 'x.plan is no plan\n'],
    [
      'half of one',
      (text: string) => text.slice(0, 700),
      'x.plan is no plan: The text is not JSON',
    ],
    ['nothing', (_: string) => '', 'x.plan is no plan: An empty text'],
    [
      'one that was edited past a guard',
      (text: string) => text.replace('"protected"', '"overwrite"'),
      'x.plan has been changed by hand, at body 1001, field type: its guards protect',
    ],
  ])('refuses %s, in words of the shell', async (_name, edit, message) => {
    const { clio, file, home } = await lab();
    file('x.plan', edit(readFileSync(join(home, 't.plan'), 'utf8')));
    for (const line of ['plan show x.plan', 'apply x.plan --yes']) {
      const { exitCode, stderr } = await clio(line);
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining(message)]);
      expect(stderr).toContain('clio plan TABLE -o PLANFILE');
      expect(stderr).not.toContain('planAnnotations');
    }
  });

  it('makes a page of many changes in pieces that a browser lays out one by one', async () => {
    const { clio, file } = createWriteLab();
    const rows = Array.from(
      { length: 1001 },
      (_, index) => `${index + 1},"</td><img src=x>${index}"`,
    );
    file('t.csv', `bodyid,note\n${rows.join('\n')}\n`);
    expect((await clio('plan t.csv -o t.plan')).exitCode).toBe(0);
    const { stdout: html } = await clio('plan show t.plan --html -');
    expect(html.match(/<section>/g)).toHaveLength(3);
    expect(html.match(/<td class="add">/g)).toHaveLength(1001);
    expect(html).not.toContain('<img');
  });
});

describe('clio apply', () => {
  it('carries the plan out', async () => {
    const { clio, read } = await lab();
    expect((await clio('apply t.plan')).exitCode).toBe(2);
    const { exitCode, stdout } = await clio('apply t.plan --yes');
    expect(exitCode).toBe(5);
    expect(stdout).toContain('2 written');
    expect(await read(1002)).toMatchObject({ note: 'b' });
    expect((await clio('apply t.plan --yes')).exitCode).toBe(5);
  });

  it('leaves alone what others have changed since the plan', async () => {
    const { clio, read, env } = await lab('--overwrite type');
    const bob = { env: { ...env, CLIO_TOKEN: 'b'.repeat(64) } };
    expect((await clio('annotation set 1001 type=bobs --overwrite type --yes', bob)).exitCode).toBe(
      0,
    );
    const { exitCode, stdout } = await clio('apply t.plan --yes');
    expect(exitCode).toBe(5);
    expect(stdout).toContain('1 value left alone that others have changed since');
    expect(await read(1001)).toMatchObject({ type: 'bobs', note: '<b>' });
  });

  it.each([
    ['another server', { CLIO_SERVER: 'http://other.example' }, 'other.example'],
    ['another dataset', { CLIO_DATASET: 'OL' }, 'dataset'],
  ])('refuses a plan of %s', async (_name, change, text) => {
    const { clio, env } = await lab();
    const { exitCode, stderr } = await clio('apply t.plan --yes', { env: { ...env, ...change } });
    expect(exitCode, stderr).toBe(3);
    expect(stderr).toContain(text);
  });

  it('refuses a plan for an older version than the head, in a dry run, too', async () => {
    const { clio, sandbox, home, file } = await lab();
    const kept = readFileSync(join(home, 't.plan'), 'utf8');
    file('t.plan', kept.replace('"uuid":"9bc01e"', '"uuid":"3fa85f"'));
    const before = await sandbox.stateText();
    for (const flag of ['--yes', '--dry-run']) {
      const { exitCode, stderr } = await clio(`apply t.plan ${flag}`);
      expect(exitCode).toBe(3);
      expect(stderr).toContain('Plan again');
    }
    expect(await sandbox.stateText()).toBe(before);
  });

  it('can be made stricter, not laxer', async () => {
    const { clio } = await lab('--overwrite type');
    expect((await clio('apply t.plan --max-overwrites 0 --yes')).exitCode).toBe(3);
    expect((await clio('apply t.plan --max-overwrites 1 --yes')).exitCode).toBe(0);
  });
});
