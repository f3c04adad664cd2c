import type { DatasetClient } from '@clio/core';
import {
  checkPoints,
  fetchPoints,
  type Point,
  type PointInput,
  setPoint,
  setPoints,
  toPointKey,
} from '@clio/core/points';
import type { Context } from '../../context/Context.js';
import { inputName, readInput, toJsonValue } from '../../context/readInput.js';
import { UsageError } from '../../errors/CliError.js';
import type { ExitCode } from '../../errors/ExitCode.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { createProgress } from '../../output/progress.js';
import {
  type ChangeOptions,
  changeLines,
  confirmChange,
  toChangeOptions,
} from '../../writing/confirmChange.js';
import { counted } from '../../writing/showValue.js';
import type { CommandInput } from '../CommandInput.js';
import { type KeyOutcome, writeOutcomes } from './outcomes.js';

export interface SetOptions {
  /** The annotation as typed; undefined when a file holds it. */
  readonly typed: Readonly<Record<string, unknown>> | undefined;
  /** The file that holds annotations; `-` is standard input. */
  readonly input: string | undefined;
  /** Email of the owner of those that do not name one. */
  readonly user: string | undefined;
  /** Keep stored fields that are not given. */
  readonly merge: boolean;
  /** Key of the annotation whose place is taken. */
  readonly move: string | undefined;
  readonly change: ChangeOptions;
  readonly output: OutputOptions;
}

const ofOne = ['kind', 'title', 'description', 'tags', 'prop'];

export function toOptions(input: CommandInput): SetOptions {
  const file = input.text('input');
  const given = ofOne.filter((name) => input.has(name));
  if (input.words.length === 0 && file === undefined)
    throw new UsageError('no position is given', {
      next: 'Write "clio point set X Y Z", or --input FILE.',
    });
  if (file !== undefined && (input.words.length > 0 || given.length > 0))
    throw new UsageError('an annotation is given twice: in words and with --input', {
      next: 'Leave one of them out.',
    });
  return {
    typed: file === undefined ? toTyped(input) : undefined,
    input: file,
    user: input.text('user'),
    merge: input.has('merge'),
    move: input.text('move'),
    change: toChangeOptions(input),
    output: toOutputOptions(input),
  };
}

function toTyped(input: CommandInput): Record<string, unknown> {
  const numbers = input.words.flatMap((word) => word.split(/[\s,]+/)).filter((text) => text !== '');
  const prop = input.text('prop');
  const fields = {
    kind: input.text('kind') ?? 'point',
    pos: numbers.map((text) => {
      if (!/^-?\d{1,15}$/.test(text))
        throw new UsageError(`a coordinate is a whole number of voxels, not "${text}"`);
      return Number(text);
    }),
    title: input.text('title'),
    description: input.text('description'),
    tags: input.names('tags'),
    prop: prop === undefined ? undefined : toJsonValue(prop, '--prop'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Sets annotations, and prints what became of each. */
export async function run(context: Context, options: SetOptions): Promise<ExitCode | undefined> {
  const { user, merge, move, change, output } = options;
  const points = checkPoints(addOwner(await readPoints(context, options), user));
  const [only] = points;
  if (!only) {
    await context.note('There is nothing to set.');
    return;
  }
  if (move !== undefined && points.length > 1) throw new UsageError('--move takes one annotation');
  const client = await context.datasetClient();
  const stored = await fetchStored(context, client, points);
  const lines = points.flatMap((point) => describe(point, stored, merge));
  if (move !== undefined && move !== toPointKey(only)) lines.push(`delete ${move}`);
  const question = `Set ${counted(points.length, 'annotation')}?`;
  if (!(await confirmChange(context, lines, question, change))) return;
  const outcomes =
    move === undefined
      ? await setAll(context, client, points, merge)
      : [await moveOne(context, client, only, { merge, move })];
  return writeOutcomes(context, output, outcomes);
}

async function readPoints(
  context: Context,
  { typed, input }: SetOptions,
): Promise<readonly unknown[]> {
  if (input === undefined) return [typed];
  const value = toJsonValue(await readInput(context, input), inputName(input));
  return Array.isArray(value) ? value : [value];
}

/**
 * The owner that was named, for those that name none. What `clio point list --json` wrote can be set
 * again: the key, which the position says, is left out.
 */
function addOwner(points: readonly unknown[], user: string | undefined): unknown[] {
  return points.map((point) => {
    if (typeof point !== 'object' || point === null || Array.isArray(point)) return point;
    const { key: _key, ...rest } = point as Record<string, unknown>;
    return user === undefined ? rest : { user, ...rest };
  });
}

type Stored = ReadonlyMap<string, Point> | undefined;

/** What is there of the owners' annotations, by owner and key; an owner's that may not be read are left out. */
async function fetchStored(
  context: Context,
  client: DatasetClient,
  points: readonly PointInput[],
): Promise<Map<string | undefined, Stored>> {
  const stored = new Map<string | undefined, Stored>();
  for (const { user } of points) {
    if (stored.has(user)) continue;
    const found = await fetchPoints(client, { user, signal: context.signal }).catch((error) => {
      // Who may write another's may not always read them.
      if (user === undefined || context.signal.aborted) throw error;
      return undefined;
    });
    stored.set(user, found && new Map(found.map((point) => [point.key, point])));
  }
  return stored;
}

function describe(
  point: PointInput,
  stored: ReadonlyMap<string | undefined, Stored>,
  merge: boolean,
): string[] {
  const { user, ...after } = point;
  const key = toPointKey(point);
  const known = stored.get(user);
  const name = user === undefined ? key : `${key} of ${user}`;
  if (known === undefined) return [`set ${name} (what is there may not be read)`];
  const found = known.get(key);
  if (found === undefined) return changeLines(name, undefined, after);
  const { key: _key, user: _user, ...before } = found;
  return changeLines(name, before, merge ? { ...before, ...after } : after);
}

async function setAll(
  context: Context,
  client: DatasetClient,
  points: readonly PointInput[],
  merge: boolean,
): Promise<KeyOutcome[]> {
  const progress = createProgress(context);
  try {
    const outcomes = await setPoints(client, points, {
      replace: !merge,
      onProgress: (done, total) => void progress.update(() => `${done} of ${total} annotations`),
      signal: context.signal,
    });
    return outcomes.map(({ point, ...rest }) => ({ key: toPointKey(point), ...rest }));
  } finally {
    await progress.done();
  }
}

async function moveOne(
  context: Context,
  client: DatasetClient,
  point: PointInput,
  { merge, move }: { readonly merge: boolean; readonly move: string },
): Promise<KeyOutcome> {
  const { signal } = context;
  const key = await setPoint(client, point, { replace: !merge, moveKey: move, signal });
  return { key, outcome: 'written' };
}
