import { expect, it } from 'vitest';
import { createWriteLab } from '../../test/writeLab.js';

/** The plan of a table on a terminal of this width. */
async function shown(columns: number): Promise<string[]> {
  const { clio, file } = createWriteLab();
  file('t.csv', `bodyid,type,note\n1001,KCx,${'long '.repeat(8)}text\n1002,,b\n`);
  const terminal = ['stdout', 'stderr'] as const;
  const line = 'annotation import t.csv --dry-run --overwrite type --color never';
  const { stdout, stderr } = await clio(line, { terminal, columns });
  expect(stderr).not.toContain('clio:');
  return stdout.split('\n');
}

const longNote = `(none) → "${'long '.repeat(8)}text"`;
const who = 'by ann@lab.example, 2026-01-01T00:00:00Z';

it('shows who set a value on the same line where there is room', async () => {
  const lines = await shown(160);
  expect(lines.join('\n')).toMatch(new RegExp(`1001 +type +overwrite +"KCg-m" → "KCx" +${who}\n`));
  expect(lines.join('\n')).toContain(longNote);
});

it('shows it whole on a line below where there is not', async () => {
  const lines = await shown(80);
  const at = lines.findIndex((line) => /1001 +type +overwrite +"KCg-m" → "KCx"$/.test(line));
  expect(lines[at + 1]).toMatch(new RegExp(`^ {10,}was set ${who}$`));
  for (const line of lines.slice(at - 1)) expect(line.length).toBeLessThanOrEqual(80);
});

it('leaves nothing out of a plan on a very narrow terminal', async () => {
  const lines = await shown(40);
  const text = lines.join('\n');
  expect(text).toMatch(/FIELD +ADD +OVERWRITE/);
  expect(text).toContain('1001  type   overwrite\n  "KCg-m" → "KCx"\n');
  expect(text).toContain(`  was set ${who}`);
  expect(text).toContain(longNote);
});

it('shows something of both values where there is no room for all of them', async () => {
  const { clio, file } = createWriteLab();
  file('one.csv', `bodyid,note\n1001,${'old '.repeat(20)}\n1002,short\n`);
  await clio('annotation import one.csv --yes');
  file('two.csv', `bodyid,note\n1001,new\n1002,${'new '.repeat(20)}\n`);
  const { stdout } = await clio('annotation import two.csv --dry-run --overwrite note', {
    terminal: ['stdout', 'stderr'],
    columns: 80,
  });
  expect(stdout).toMatch(/"old old[^\n]*… → "new"\n/);
  expect(stdout).toMatch(/"short" → "new new[^\n]*…\n/);
  for (const line of stdout.split('\n').filter((one) => one.includes('→')))
    expect(line.length).toBeLessThanOrEqual(80 + '\u001b[33m\u001b[39m'.length);
});
