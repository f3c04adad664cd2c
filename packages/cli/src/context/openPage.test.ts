import { describe, expect, it } from 'vitest';
import { createLab, labState } from '../../test/lab.js';
import { type RunOptions, runClio } from '../../test/runClio.js';

const { sandbox, env } = createLab({
  ...labState,
  datasets: {
    MB: {
      description: 'mushroom body',
      uuid: '9bc01e',
      neuroglancer: {
        layers: [
          { name: 'seg', type: 'segmentation', source: 'dvid://https://d.example/{uuid}/seg' },
        ],
      },
    },
    OL: { description: 'optic lobe', public: true },
  },
});
const clio = (argv: string[], options: RunOptions = {}) =>
  runClio(argv, { env, fetch: sandbox.fetch, ...options });

describe('--web', () => {
  it('opens the page of the account from a terminal, and gives a script its address', async () => {
    const page = `${sandbox.dsg}/web/my-account`;
    const opened: string[] = [];
    const onTerminal = await clio(['auth', 'status', '--web'], {
      terminal: true,
      openBrowser: async (url) => opened.push(url) > 0,
    });
    expect([onTerminal.exitCode, onTerminal.stdout, opened]).toEqual([0, '', [page]]);
    expect(onTerminal.stderr).toBe(`Opening ${page} in your browser.\n`);
    const piped = await clio(['auth', 'status', '--web'], {
      openBrowser: async (url) => opened.push(url) > 0,
    });
    expect([piped.exitCode, piped.stdout, opened.length]).toEqual([0, `${page}\n`, 1]);
  });

  it('prints the address where no browser is to be had', async () => {
    const { stdout } = await clio(['auth', 'status', '--web'], {
      terminal: true,
      openBrowser: async () => false,
    });
    expect(stdout).toBe(`${sandbox.dsg}/web/my-account\n`);
  });

  it('shows bodies of a dataset in neuroglancer', async () => {
    const { exitCode, stdout } = await clio(['annotation', 'get', '1001', '--web']);
    expect(exitCode).toBe(0);
    const view = JSON.parse(decodeURIComponent(stdout.trim().split('/#!')[1] ?? ''));
    expect(view.layers).toEqual([
      {
        name: 'seg',
        type: 'segmentation',
        source: 'dvid://https://d.example/9bc01e/seg',
        segments: ['1001'],
      },
    ]);
    const whole = await clio(['dataset', 'view', '--web']);
    expect(whole.stdout).toMatch(/^https:.*\/#!\S+\n$/);
  });

  it('says that a dataset has no page', async () => {
    const { exitCode, stderr } = await clio(['dataset', 'view', 'OL', '--web']);
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('clio: dataset OL has no page'),
    ]);
  });

  it('is refused beside a flag for records', async () => {
    const { exitCode, stderr } = await clio(['annotation', 'get', '1001', '--web', '--json']);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('Leave one of them out')]);
  });
});
