import { describe, expect, it } from 'vitest';
import { createLab } from '../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../test/runClio.js';

const { sandbox, env } = createLab();
const token = env.CLIO_TOKEN;

const answering =
  (make: () => Response | Promise<Response>): typeof fetch =>
  async () =>
    make();

function refusing(code: string): typeof fetch {
  return async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  };
}

/** The sandbox, whose lists of annotations stop in the middle. */
const cutting: typeof fetch = async (input, init) => {
  const response = await sandbox.fetch(input, init);
  if (!String(input).includes('/neurons/')) return response;
  const text = await response.text();
  return new Response(text.slice(0, text.length / 2), { headers: response.headers });
};

const list = ['annotation', 'list', '--all', '--json'];

it('begins the library’s sentences as it begins its own', async () => {
  const messages = await Promise.all(
    [
      ['dataset', 'view', 'XX'],
      ['version', 'resolve', 'v9'],
      ['dataset', 'veiw'],
    ].map((words) =>
      runClio(words, { env, fetch: sandbox.fetch }).then(({ stderr }) => stderr.split('\n')[0]),
    ),
  );
  for (const message of messages) expect(message).toMatch(/^clio: [a-z].*[^.]$/);
});

describe('each failure is one clear message, the documented exit code, no stack and no token', () => {
  it.each<[string, number, string, string[], RunOptions]>([
    ['the server is not there', 7, 'nothing answers at', list, { fetch: refusing('ECONNREFUSED') }],
    ['its name is unknown', 7, 'cannot be resolved', list, { fetch: refusing('ENOTFOUND') }],
    ['the connection breaks', 7, 'broke', list, { fetch: refusing('ECONNRESET') }],
    [
      'a bad gateway',
      7,
      '502',
      list,
      { fetch: answering(() => new Response('<html>502</html>', { status: 502 })) },
    ],
    [
      'too many requests',
      7,
      'too many requests',
      list,
      {
        fetch: answering(
          () => new Response('', { status: 429, headers: { 'retry-after': '3600' } }),
        ),
      },
    ],
    ['an answer that is cut off', 7, 'cut off', list, { fetch: cutting }],
    [
      'a token that is refused',
      4,
      'clio auth login',
      list,
      { env: { ...env, CLIO_TOKEN: 'c'.repeat(64) } },
    ],
    [
      'an answer that is no JSON',
      1,
      'JSON',
      ['dataset', 'list'],
      { fetch: answering(() => new Response('hello')) },
    ],
  ])('%s', async (_name, code, text, argv, options) => {
    const { exitCode, stderr } = await runClio(argv, { env, fetch: sandbox.fetch, ...options });
    expect(exitCode, stderr).toBe(code);
    expect(stderr).toMatch(/^clio: /);
    expect(stderr).toContain(text);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(5);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain(token);
    expect(stderr).not.toContain('cccc');
  });

  it('--debug adds the chain of causes, and still no stack', async () => {
    const options = { env, fetch: refusing('ECONNREFUSED') };
    const { stderr } = await runClio(['dataset', 'list', '--debug'], options);
    expect(stderr).toContain('caused by TypeError: fetch failed');
    expect(stderr).toContain('caused by Error ECONNREFUSED: ECONNREFUSED');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect((await runClio(['dataset', 'list'], options)).stderr).not.toContain('caused by');
  });

  it('--debug says of a fault of our own where it is, as a report needs it', async () => {
    const options: RunOptions = {
      env,
      fetch: sandbox.fetch,
      terminal: true,
      startPager: () => {
        throw new RangeError('out of range');
      },
    };
    const { exitCode, stderr } = await runClio(['version', 'list', '--debug'], options);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('something unexpected went wrong: out of range');
    expect(stderr).toMatch(/^ {2}RangeError, in .*startPager.*failures\.test\.ts:\d+/m);
    const { stderr: plain } = await runClio(['version', 'list'], options);
    expect(plain).toContain('--debug');
    expect(plain).not.toContain('failures.test.ts');
  });

  it('what a server says cannot steer the terminal', async () => {
    const { stderr } = await runClio(['dataset', 'list'], {
      env,
      fetch: answering(() => Response.json({ detail: '\u001b[2Jgone' }, { status: 400 })),
    });
    expect(stderr).not.toContain('\u001b');
  });
});

describe('--verbose', () => {
  it('shows each request, its repetitions, and no secret', async () => {
    let failures = 1;
    const { stdout, stderr } = await runClio(['dataset', 'list', '--verbose'], {
      env,
      fetch: async (input, init) =>
        failures-- > 0 ? new Response('', { status: 503 }) : sandbox.fetch(input, init),
    });
    expect(stdout).toContain('MB\t');
    expect(stderr).toMatch(
      /^GET \S+\/v2\/datasets\?app=clio-cli: 503, \d+ ms\nGET \S+\/v2\/datasets\?app=clio-cli: 200, \d+ ms, repeated\n$/,
    );
    expect(stderr).not.toContain(token);
  });
});

describe('an interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %d, silently', async (signal, code) => {
    const { InterruptedError } = await import('./CliError.js');
    const stop = new AbortController();
    const { exitCode, stdout, stderr } = await runClio(['dataset', 'list'], {
      env,
      signal: stop.signal,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          stop.abort(new InterruptedError(signal));
        }),
    });
    expect([exitCode, stdout, stderr]).toEqual([code, '', '']);
  });
});

it('colours the word before a failure as --color and the saved setting say', async () => {
  const coloured = async (argv: string[], options: RunOptions = {}) =>
    (
      await runClio(argv, { env, fetch: sandbox.fetch, terminal: true, ...options })
    ).stderr.includes('\u001b[31mclio:');
  const known = ['dataset', 'list', '--json', 'nope'];
  // Of words that are not understood, too.
  for (const argv of [known, ['dataset', 'veiw']]) {
    expect(await coloured(argv)).toBe(true);
    for (const never of [['--color', 'never'], ['--color=never'], ['--no-color']])
      expect([never, await coloured([...argv, ...never])]).toEqual([never, false]);
    expect(await coloured([...argv, '--color', 'always'], { terminal: false })).toBe(true);
  }
  const home = temporaryFolder();
  await runClio(['config', 'set', 'color', 'never'], { home });
  expect(await coloured(known, { home })).toBe(false);
  expect(await coloured([...known, '--color', 'auto'], { home })).toBe(true);
});

it('lets no text of a server steer the terminal', async () => {
  const detail = 'no\u001b]0;mine\u0007\u001b[2J\u009b31m\u202eway\rback';
  for (const status of [400, 404, 500]) {
    const { stderr } = await runClio([...list, '--debug', '--verbose'], {
      env,
      terminal: true,
      fetch: answering(() => new Response(JSON.stringify({ detail }), { status })),
    });
    expect(stderr).toContain('\\u001b]0;mine');
    const text = stderr.replaceAll('\u001b[31m', '').replaceAll('\u001b[39m', '');
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  }
});
