import { expect, it } from 'vitest';
import { createWriteLab } from '../../test/writeLab.js';

const lab = () => {
  const made = createWriteLab();
  const name = `${'long-'.repeat(30)}name.csv`;
  made.file(name, 'bodyid,note\n1001,x\n1002,y\n');
  let paged = '';
  const startPager = async () => ({
    isTTY: true,
    columns: 80,
    write: async (text: string | Uint8Array) => {
      paged += text;
    },
    close: async () => {},
  });
  const onTerminal = async (line: string) => {
    paged = '';
    const { stdout } = await made.clio(line, { terminal: ['stdout', 'stderr'], startPager });
    return { stdout, paged };
  };
  return { ...made, name, onTerminal };
};

it('pages what was asked for in full, and not what a question or an advice follows', async () => {
  const { clio, name, onTerminal } = lab();
  const all = await onTerminal(`annotation import ${name} --dry-run --all-changes`);
  expect(all.stdout).toBe('');
  expect(all.paged).toContain('(none) → "x"');
  const first = await onTerminal(`annotation import ${name} --dry-run`);
  expect(first.paged).toBe('');
  expect(first.stdout).toContain('(none) → "x"');
  await clio(`annotation import ${name} --yes`);
  const view = await onTerminal('run view --all');
  expect(view.stdout).toBe('');
  expect(view.paged).toContain('1001 (row 2) written');
});

it('cuts nothing of a run where the output is no terminal', async () => {
  const { clio, name, onTerminal } = lab();
  await clio(`annotation import ${name} --yes`);
  expect((await clio('run view')).stdout).toContain(name);
  const { paged } = await onTerminal('run view');
  expect(paged).not.toContain(name);
  expect(paged).toContain('…');
});
