import { describe, expect, it } from 'vitest';
import { runClio } from '../test/runClio.js';
import { commands } from './commands/index.js';
import { parseArguments } from './program.js';

function input(...argv: string[]) {
  const request = parseArguments(commands, argv);
  if (request.kind !== 'run') throw new Error(`${argv.join(' ')} asks for ${request.kind}`);
  return request.input;
}

describe('the words after clio', () => {
  it('take global flags before the noun, between noun and verb, and after the verb', () => {
    for (const argv of [
      ['--dataset', 'VNC', 'dataset', 'list'],
      ['dataset', '--dataset', 'VNC', 'list'],
      ['dataset', 'list', '--dataset=VNC'],
      ['--dataset', 'CNS', 'dataset', 'list', '--dataset', 'VNC'],
    ])
      expect(input(...argv).text('dataset'), argv.join(' ')).toBe('VNC');
  });

  it('end their flags at --', () => {
    expect(input('annotation', 'get', '--', '--all', '-5').words).toEqual(['--all', '-5']);
    expect(input('annotation', 'get', '-5').words).toEqual(['-5']);
  });

  it('take the word after --json for the fields, unless it is missing or begins with a dash', () => {
    expect(input('annotation', 'get', '7', '--json').text('json')).toBe('');
    expect(input('annotation', 'get', '7', '--json', '--allow-missing').text('json')).toBe('');
    expect(input('annotation', 'get', '7', '--json', 'type, class').names('json')).toEqual([
      'type',
      'class',
    ]);
    expect(input('annotation', 'get', '7', '--json=type').names('json')).toEqual(['type']);
    const dash = input('annotation', 'get', '--json', '-', '7');
    expect(dash.text('json')).toBe('');
    expect(dash.words).toEqual(['-', '7']);
    expect(input('annotation', 'get', '--json', '-7').words).toEqual(['-7']);
    expect(input('annotation', 'get', '--', '--json', '-').words).toEqual(['--json', '-']);
  });

  it('gather a flag that is repeated', () => {
    expect(input('annotation', 'list', '--where', 'a=1', '--where', 'b=-2').texts('where')).toEqual(
      ['a=1', 'b=-2'],
    );
  });

  it('mean the same by --version before and after the noun that they say', () => {
    expect(parseArguments(commands, ['--version', '--debug'])).toEqual({ kind: 'version' });
    expect(input('annotation', 'list', '--version', 'v0.9').text('version')).toBe('v0.9');
  });

  it.each([
    [['annotaton', 'list'], "unknown command 'annotaton'", 'Did you mean annotation?'],
    [['annotation', 'lst'], "unknown command 'lst'", 'Did you mean list?'],
    [['annotation', 'view', '1'], "unknown command 'view'", 'Did you mean get?'],
    [['annotation', 'rm', '1'], "unknown command 'rm'", 'Did you mean delete?'],
    [['annotation', 'list', '--jsn'], "unknown flag '--jsn'", 'Did you mean --json?'],
    [['annotation', 'list', '--tokn=secret'], "unknown flag '--tokn'", '--help'],
    [['auth', 'login', '--with-token=secret'], "flag '--with-token' takes no value", '--help'],
    [['doctor', '--quiet=yes'], "flag '--quiet' takes no value", '--help'],
    [['annotation', 'list', '--format', 'xml'], "argument 'xml' is invalid", 'ndjson'],
    [['dataset', 'list', '--server'], "flag '--server <url>' argument missing", '--help'],
    [['auth', 'login', 'secret'], 'too many arguments', 'clio auth login --help'],
    [['version', 'resolve'], "missing required argument 'version'", 'clio version resolve --help'],
    [['help', 'safty'], 'there is no command or topic "safty"', 'Did you mean "clio help safety"?'],
  ])('%j are refused with 3', async (argv, what, next) => {
    const { exitCode, stdout, stderr } = await runClio(argv);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain(what);
    expect(stderr).toContain(next);
    expect(stderr).not.toContain('secret');
    expect(stderr).not.toContain('__complete');
  });

  it('refuse a token as an argument, with the way to give one', async () => {
    for (const argv of [
      ['dataset', 'list', '--token', 'secret-token'],
      ['--token=secret-token', 'dataset', 'list'],
      ['auth', 'login', '--with-token', '--token', 'secret-token'],
    ]) {
      const { exitCode, stderr } = await runClio(argv);
      expect(exitCode).toBe(3);
      expect(stderr).toContain('clio auth login --with-token');
      expect(stderr).not.toContain('secret-token');
    }
  });
});

describe('help', () => {
  it('is the overview for nothing, with the next step for somebody without a token', async () => {
    const { exitCode, stdout } = await runClio([]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('You are not logged in yet');
    expect((await runClio(['help'])).stdout).toBe(stdout);
    expect((await runClio(['--help'])).stdout).toBe(stdout);
    const { stdout: known } = await runClio([], { env: { CLIO_TOKEN: 'a' } });
    expect(known).not.toContain('You are not logged in yet');
  });

  it('lists the verbs of a noun', async () => {
    const { exitCode, stdout } = await runClio(['annotation']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('list [options]');
    expect((await runClio(['annotation', '--help'])).stdout).toBe(stdout);
  });

  it('explains every command, in both ways of asking', async () => {
    const paths = [
      ...commands.top.map(({ name }) => [name]),
      ...commands.groups.flatMap((group) =>
        group.commands.map((command) => [group.name, command.name]),
      ),
    ];
    expect(paths.length).toBeGreaterThan(15);
    for (const path of paths) {
      const { exitCode, stdout } = await runClio([...path, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: clio ${path.join(' ')}`);
      expect(stdout).toContain('--server <url>');
      expect((await runClio(['help', ...path])).stdout).toBe(stdout);
    }
  });

  it.each(['exit-codes', 'environment', 'formatting', 'queries', 'safety'])(
    'has the topic %s, in lines that fit a terminal',
    async (topic) => {
      const { exitCode, stdout } = await runClio(['help', topic]);
      expect(exitCode).toBe(0);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    },
  );

  it('prints the version', async () => {
    expect(await runClio(['--version'])).toEqual({
      exitCode: 0,
      stdout: 'clio from a test\n',
      stderr: '',
    });
    expect((await runClio(['-V'])).stdout).toBe('clio from a test\n');
  });
});
