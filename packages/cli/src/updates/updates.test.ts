import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunOptions, runClio, temporaryFolder } from '../../test/runClio.js';
import { isNewer } from './isNewer.js';
import type { UpdateSource } from './UpdateSource.js';

describe('isNewer', () => {
  it.each([
    ['1.0.1', '1.0.0', true],
    ['1.10.0', '1.9.9', true],
    ['2.0.0', '10.0.0', false],
    ['1.0.0', '1.0.0', false],
    ['1.0.0', '1.0.0-beta.1', true],
    ['1.0.0', '1.0.1-beta.1', false],
    ['2.0.0-beta.1', '1.0.0', false],
    ['', '1.0.0', false],
    ['npm error code E404', '1.0.0', false],
  ])('%s and %s: %s', (latest, present, expected) => {
    expect(isNewer(latest, present)).toBe(expected);
  });
});

describe('the update notice', () => {
  /** A home with a registry that answers at once, and a command at a terminal in it. */
  function person(answer = '0.2.0\n') {
    const home = temporaryFolder();
    let asked = 0;
    let now = new Date('2026-11-23T12:00:00Z').getTime();
    const updates: UpdateSource = {
      package: '@clio/cli',
      version: '0.1.0',
      lookUp: (file) => {
        asked++;
        writeFileSync(file, answer);
      },
    };
    const clio = async (argv: string[] = ['config', 'list'], more: RunOptions = {}) => {
      const env = { NO_COLOR: '1' };
      const options = {
        home,
        updates,
        env,
        terminal: true,
        now: () => new Date(now),
        ...more,
      } as const;
      const { exitCode, stderr } = await runClio(argv, options);
      expect(exitCode).toBe(0);
      return stderr;
    };
    return {
      home,
      clio,
      asked: () => asked,
      later: (hours: number) => {
        now += hours * 3_600_000;
      },
    };
  }

  it('asks once a day, and tells of the answer once a day, by a later command', async () => {
    const { clio, asked, later } = person();
    expect(await clio()).not.toContain('0.2.0');
    expect(asked()).toBe(1);
    expect(await clio()).toContain(
      'clio 0.2.0 is there; this is 0.1.0. To update: npm install -g @clio/cli\nTo hear no more of it: clio config set updateNotice false\n',
    );
    expect(await clio()).not.toContain('0.2.0');
    later(23);
    expect(await clio()).not.toContain('0.2.0');
    expect(asked()).toBe(1);
    later(2);
    expect(await clio()).toContain('0.2.0');
    expect(asked()).toBe(2);
    later(-240);
    await clio();
    expect(asked()).toBe(3);
  });

  it.each([
    ['--quiet', ['--quiet', 'config', 'list'], {}],
    ['a script that reads', ['config', 'list'], { terminal: ['stdin', 'stderr'] }],
    ['a script that pipes', ['config', 'list'], { terminal: ['stdout', 'stderr'] }],
    ['a file for what is said', ['config', 'list'], { terminal: ['stdin', 'stdout'] }],
    ['CI', ['config', 'list'], { env: { CI: 'true' } }],
    ['the opt-out', ['config', 'list'], { env: { CLIO_NO_UPDATE_NOTICE: '1' } }],
    ['the opt-out of others', ['config', 'list'], { env: { NO_UPDATE_NOTIFIER: '1' } }],
    ['completion', ['__complete', '--', 'dataset', ''], {}],
    ['what is not published', ['config', 'list'], { updates: undefined }],
  ] as const)('is silent and asks nothing with %s', async (_name, argv, more) => {
    const { clio, asked, home, later } = person();
    await clio();
    later(48);
    expect(await clio([...argv], more)).not.toContain('0.2.0');
    expect(asked()).toBe(1);
    const times = join(home, '.cache', 'clio', 'updates', 'times.json');
    expect(JSON.parse(readFileSync(times, 'utf8')).told).toBeUndefined();
  });

  it('is silent where the settings say so', async () => {
    const { clio, asked } = person();
    await clio(['config', 'set', 'updateNotice', 'false']);
    await clio();
    expect(asked()).toBe(0);
  });

  it('is silent about what is no newer version', async () => {
    for (const answer of ['0.1.0', 'npm error', '']) {
      const { clio } = person(answer);
      await clio();
      expect(await clio()).not.toContain('is there');
    }
  });

  it('leaves a cache alone that it cannot write, and asks nothing', async () => {
    const { clio, asked, home } = person();
    mkdirSync(join(home, '.cache'), { recursive: true });
    writeFileSync(join(home, '.cache', 'clio'), 'a file in the way');
    await clio();
    expect(asked()).toBe(0);
    expect(existsSync(join(home, '.cache', 'clio', 'updates'))).toBe(false);
  });
});
