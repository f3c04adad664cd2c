import { fetchAtlasPoints, verifyAtlasPoint } from '@clio/core/atlas';
import type { Context } from '../../context/Context.js';
import { CliError, UsageError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import {
  type ChangeOptions,
  changeLines,
  confirmChange,
  toChangeOptions,
} from '../../writing/confirmChange.js';
import type { CommandInput } from '../CommandInput.js';

export interface VerifyOptions {
  /** x, y, z in voxels. */
  readonly place: readonly number[];
  /** Email of the owner; undefined where only one has a point there. */
  readonly owner: string | undefined;
  /** What it is to be. */
  readonly verified: boolean;
  readonly change: ChangeOptions;
}

export function toOptions(input: CommandInput): VerifyOptions {
  return {
    place: ['x', 'y', 'z'].map((axis, index) => toInteger(input.word(index, axis), axis)),
    owner: input.text('owner'),
    verified: !input.has('undo'),
    change: toChangeOptions(input),
  };
}

function toInteger(text: string, axis: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new UsageError(`${axis} takes a whole number, not "${text}"`);
  return value;
}

/** Confirms a point, or takes that back. */
export async function run(
  context: Context,
  { place, owner, verified, change }: VerifyOptions,
): Promise<undefined> {
  const { signal } = context;
  const client = await context.datasetClient();
  const there = (await fetchAtlasPoints(client, { signal })).filter(
    ({ dataset, location }) =>
      dataset === client.dataset && location.every((value, axis) => value === place[axis]),
  );
  const found = there.filter(({ user }) => owner === undefined || user === owner);
  const [point] = found;
  const name = `atlas point at ${place.join(' ')}`;
  if (!point)
    throw new CliError(ExitCode.failed, `you can see no ${name}`, {
      why:
        there.length > 0
          ? `Those there belong to ${there.map(({ user }) => user).join(', ')}.`
          : undefined,
      next: '"clio atlas list" shows those that there are.',
    });
  if (found.length > 1)
    throw new UsageError(`several have an ${name}`, {
      why: `They are ${found.map(({ user }) => user).join(', ')}.`,
      next: 'Say whose with --owner EMAIL.',
    });
  if ((point.verified ?? false) === verified) {
    await context.note(`The ${name} is ${verified ? 'confirmed' : 'not confirmed'} already.`);
    return;
  }
  const lines = changeLines(
    `${name}, "${point.title ?? ''}" of ${point.user ?? 'nobody'}`,
    { verified: point.verified ?? false },
    { verified },
  );
  const question = verified ? 'Confirm it?' : 'Take its confirmation back?';
  if (!(await confirmChange(context, lines, question, change))) return;
  await verifyAtlasPoint(client, point, { verified, signal });
  await context.note(verified ? 'Confirmed.' : 'No longer confirmed.');
}
