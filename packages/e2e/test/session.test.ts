import { expect, it } from 'vitest';
import { binary } from '../src/places.js';
import { align } from '../src/session/align.js';
import { toKeys } from '../src/session/keys.js';
import { formatExpectation, parseSession } from '../src/session/parseSession.js';
import { type Names, toPattern } from '../src/session/placeholders.js';
import { recorded } from '../src/session/recorded.js';
import { runSession } from '../src/session/runSession.js';
import { createScreen } from '../src/session/screen.js';

// The sessions are only as good as what compares them: here it is shown to tell right from wrong.

const against = (expected: readonly string[], shown: readonly string[], names: Names = {}) =>
  align(
    expected.map((line) => toPattern(line, names)),
    shown,
    names,
  );

it('reads settings, commands, output, keys and exit codes', () => {
  const { settings, steps } = parseSession(
    [
      '# A story.',
      '',
      ': terminal 80x24 colour',
      ': user none',
      ': env A=b=c',
      '$ cat <<END',
      '> one',
      '> END',
      'one',
      '\\$ two',
      '',
      'three',
      '> [y]',
      'four',
      '[exit 3]',
      '',
      '# More of it.',
      '$ true',
      '',
    ].join('\n'),
  );
  expect(settings).toEqual({
    terminal: { columns: 80, rows: 24, colour: true },
    sandbox: 'lab',
    user: undefined,
    dataset: 'MB',
    env: { A: 'b=c' },
    faults: [],
  });
  expect(steps).toEqual([
    {
      line: 6,
      command: 'cat <<END\none\nEND',
      stages: [
        { shown: ['one', '$ two', '', 'three'], errors: [] },
        { keys: '[y]', shown: ['four'], errors: [] },
      ],
      exit: 3,
      expectation: [8, 15],
    },
    {
      line: 18,
      command: 'true',
      stages: [{ shown: [], errors: [] }],
      exit: 0,
      expectation: [18, 18],
    },
  ]);
});

it.each([
  ['clio\n', 'a session needs a command'],
  [': terminal wide\n$ true\n', 'line 1: a terminal is'],
  [': colour\n$ true\n', 'line 1: settings are'],
  ['$ true\nout\n> [y]\n', 'line 3: nobody types without a terminal'],
  [': terminal 80x24\n$ true\n! out\n', 'line 3: a terminal shows'],
  ['$ true\n[exit 1]\nout\n', 'line 2: the exit code is the last line'],
])('refuses %j', (text, message) => {
  expect(() => parseSession(text)).toThrow(message);
});

it('writes what it reads', () => {
  const lines = ['a', '\\$ b', '\\! c', '', '\\', '! d', '!', '[exit 2]'];
  const [step] = parseSession(['$ x', ...lines].join('\n')).steps;
  expect(formatExpectation(step!.stages, step!.exit)).toEqual([
    'a',
    '\\$ b',
    '\\! c',
    '',
    '',
    ...lines.slice(5),
  ]);
  expect(formatExpectation([{ shown: ['a', ''], errors: [] }], 0)).toEqual(['a', '\\']);
});

it('takes for equal what a placeholder stands for, and nothing else', () => {
  const time = '2026-03-02T10:00:00Z';
  expect(against(['at {{time}}, {{number}} of 3'], [`at ${time}, 1,200 of 3`]).equal).toBe(true);
  expect(against(['at {{time}}'], ['at noon']).equal).toBe(false);
  expect(against(['{{server}}/x'], ['http://a.b:1/x'], { server: 'http://a.b:1' }).equal).toBe(
    true,
  );
  expect(against(['{{server}}/x'], ['http://a_b:1/x'], { server: 'http://a.b:1' }).equal).toBe(
    false,
  );
  expect(against(['a.c [x] (y)'], ['abc [x] (y)']).equal).toBe(false);
  expect(() => toPattern('{{tiem}}', {})).toThrow('unknown placeholder {{tiem}}');
});

it('takes any lines for {{lines}}, and not more', () => {
  expect(against(['a', '{{lines}}', 'd'], ['a', 'b', 'c', 'd']).equal).toBe(true);
  expect(against(['a', '{{lines}}', 'd'], ['a', 'd']).equal).toBe(true);
  expect(against(['{{lines}}'], []).equal).toBe(true);
  expect(against(['a', '{{lines}}', 'd'], ['a', 'b']).equal).toBe(false);
  expect(against(['a', '{{lines}}', 'd'], ['a', 'd', 'e']).equal).toBe(false);
  expect(against([], ['a']).equal).toBe(false);
  expect(against(['a'], []).equal).toBe(false);
});

it('holds a name to one text', () => {
  const [one, other] = ['20261123-054129123-abc123', '20261123-054129124-abc123'];
  expect(against(['{{run=r}}', '{{run=r}}'], [one, one])).toMatchObject({
    equal: true,
    names: { r: one },
  });
  expect(against(['{{run=r}}', '{{run=r}}'], [one, other]).equal).toBe(false);
  expect(against(['{{run=r}}'], [other], { r: one }).equal).toBe(false);
  expect(against(['{{r}}'], [other], { r: one }).equal).toBe(false);
});

it('shows just the lines at fault', () => {
  const shown = ['ID  {{time}}', 'MB  2026-03-02T10:00:00Z', 'OL  new'];
  expect(against(['ID  {{text}}', 'MB  {{time}}', 'gone'], shown).lines).toEqual([
    'ID  {{text}}',
    'MB  {{time}}',
    'OL  new',
  ]);
});

it('types texts with Enter, and keys alone', () => {
  expect(toKeys('yes')).toBe('yes\r');
  expect(toKeys('[y]')).toBe('y');
  expect(toKeys('[^C]')).toBe('\u0003');
  expect(toKeys('[down]')).toBe('\u001b[B');
  expect(toKeys('[1,2,3] ')).toBe('[1,2,3] \r');
  expect(() => toKeys('[dwon]')).toThrow('no key has the name [dwon]');
});

it('shows what is on a screen in the end', async () => {
  const plain = createScreen({ columns: 10, rows: 3, colour: false });
  await plain.write('one\r\n50 %\r\u001b[Ktwo\r\n\u001b[31mthree\u001b[0m, and four\r\nfive\r\n');
  expect(plain.lines()).toEqual(['one', 'two', 'three, and four', 'five']);
  const coloured = createScreen({ columns: 20, rows: 3, colour: true });
  await coloured.write('\u001b[1mA\u001b[0m \u001b[31m蘑菇\u001b[0m b');
  expect(coloured.lines()).toEqual(['{bold}A{/} {red}蘑菇{/} b']);
});

const played = async (text: string) =>
  runSession(parseSession(text), { clio: binary, node: process.execPath });

const story = [
  '$ clio version list',
  'v0.1\t3fa85f\tfalse',
  'v0.2\t9bc01e\ttrue',
  '',
  '$ clio datset list',
  "! clio: unknown command 'datset'",
  '! {{lines}}',
  '[exit 3]',
  '',
].join('\n');

it('passes what is right', async () => {
  const all = await played(story);
  expect(all.map(({ shown }) => shown)).toEqual(all.map(({ expected }) => expected));
  expect(recorded(story, all)).toBe(story);
});

it.each([
  ['v0.2\t9bc01e\ttrue', 'v0.2\t9bc01e\tfalse', 'v0.2\t9bc01e\ttrue'],
  ['v0.1\t3fa85f\tfalse\n', '', 'v0.1\t3fa85f\tfalse'],
  ["! clio: unknown command 'datset'", '! clio: unknown', "! clio: unknown command 'datset'"],
  ['[exit 3]', '[exit 4]', '[exit 3]'],
  ['[exit 3]\n', '', '[exit 3]'],
  ['v0.1\t3fa85f\tfalse', '! v0.1\t3fa85f\tfalse', 'v0.1\t3fa85f\tfalse'],
])('fails where %j is %j, and stops there', async (right, wrong, found) => {
  const [last] = (await played(story.replace(right, wrong))).slice(-1);
  expect(last!.shown).not.toEqual(last!.expected);
  expect(last!.shown).toContain(found);
  expect(recorded(story.replace(right, wrong), [last!])).toBe(story);
});

const onTerminal = [
  ': terminal 80x24',
  '$ clio annotation set 1001 notes=x',
  '{{lines}}',
  '│  ○ Yes / ● No',
  '└',
  '> [n]',
  '◇  Write this to 1 body?',
  '│  No',
  'clio: cancelled; nothing was written',
  '[exit 2]',
  '',
].join('\n');

it('passes what is right on a terminal, and fails what is wrong', async () => {
  const [right] = await played(onTerminal);
  expect(right!.shown).toEqual(right!.expected);
  const [wrong] = await played(
    onTerminal.replace('cancelled', 'written').replace('[exit 2]\n', ''),
  );
  expect(wrong!.shown).not.toEqual(wrong!.expected);
  expect(wrong!.shown.slice(-2)).toEqual(['clio: cancelled; nothing was written', '[exit 2]']);
  // The question never comes, so nothing is typed, and the end of the command is not waited for.
  const [other] = await played(
    onTerminal.replace('$ clio annotation set 1001 notes=x', '$ clio version list'),
  );
  expect(other!.shown).not.toEqual(other!.expected);
  expect(other!.shown).toContain('v0.2  9bc01e  ✓');
});

it.each([
  ['$ cat "$TOKENS/ann"\n', 'the token of ann is on stdout'],
  ['$ cat "$TOKENS/ann" >&2\n', 'the token of ann is on stderr'],
  ['$ cut -c 1-12 "$TOKENS/bob"\n', 'the token of bob is on stdout'],
  [': terminal 80x24\n$ cat "$TOKENS/ann"\n', 'the token of ann is on the terminal'],
  [
    ': terminal 80x24\n$ printf "%s\\r\\033[K" "$(cat "$TOKENS/ann")"\n',
    'the token of ann is on the terminal',
  ],
  ['$ mkdir -p a/b && cp "$TOKENS/ann" a/b/log\n', 'a/b/log'],
])('finds a token: %j', async (text, message) => {
  await expect(played(text)).rejects.toThrow(message);
});

it('lets the commands whose job it is print a token', async () => {
  const [one] = await played('$ clio auth token\n{{text}}\n');
  expect(one!.shown).toEqual(one!.expected);
  expect((await played('$ clio auth status\n{{text}}\n')).length).toBe(1);
});
