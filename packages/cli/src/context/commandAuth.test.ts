import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../test/lab.js';
import { runClio, temporaryFolder } from '../../test/runClio.js';

const { sandbox, env } = createLab();
const token = env.CLIO_TOKEN;

/** Runs a command in a folder whose `.cliorc.json` names a server, and tells what that server was sent. */
async function inFolderOf(server: string, home = temporaryFolder()) {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.cliorc.json'), JSON.stringify({ server }));
  const sent: string[] = [];
  const { exitCode, stderr } = await runClio(['dataset', 'list'], {
    home,
    cwd,
    env: { CLIO_TOKEN: token },
    fetch: async (_input, init) => {
      sent.push(new Headers(init?.headers).get('authorization') ?? '');
      return Response.json({});
    },
  });
  return { exitCode, stderr, sent };
}

describe('a server that only a folder names', () => {
  it('gets no token that was not saved for it', async () => {
    const { exitCode, stderr, sent } = await inFolderOf('https://elsewhere.example');
    expect(exitCode).toBe(4);
    expect(sent).toEqual([]);
    expect(stderr).toContain('https://elsewhere.example');
    expect(stderr).toContain('.cliorc.json names that server');
    expect(stderr).toContain('clio auth login');
    expect(stderr).not.toContain(token);
  });

  it('gets the token of the environment when the person knows the server', async () => {
    const home = temporaryFolder();
    expect((await inFolderOf('http://127.0.0.1:7310')).sent).toEqual([`Bearer ${token}`]);
    await runClio(['config', 'set', 'server', 'https://elsewhere.example'], { home });
    const { exitCode, sent } = await inFolderOf('https://elsewhere.example', home);
    expect([exitCode, sent]).toEqual([0, [`Bearer ${token}`]]);
  });

  it('gets a token that was saved for it', async () => {
    const home = temporaryFolder();
    const login = await runClio(['auth', 'login', '--with-token', '--server', sandbox.server], {
      home,
      stdin: token,
      fetch: sandbox.fetch,
    });
    expect(login.exitCode).toBe(0);
    expect((await inFolderOf(sandbox.server, home)).sent).toEqual([`Bearer ${token}`]);
  });
});

it('a server that the person names gets the token of the environment', async () => {
  const sent: string[] = [];
  await runClio(['dataset', 'list', '--server', 'https://elsewhere.example'], {
    env: { CLIO_TOKEN: token },
    fetch: async (_input, init) => {
      sent.push(new Headers(init?.headers).get('authorization') ?? '');
      return Response.json({});
    },
  });
  expect(sent).toEqual([`Bearer ${token}`]);
});
