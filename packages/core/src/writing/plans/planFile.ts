import * as z from 'zod/mini';
import { isClioError } from '../../errors/ClioError.js';
import { InputError } from '../../errors/InputError.js';
import { isBodyId } from '../../integers/isBodyId.js';
import { parseJson } from '../../integers/parseJson.js';
import { stringifyJson } from '../../integers/stringifyJson.js';
import type { Plan } from '../Plan.js';
import { findContradiction } from './findContradiction.js';

const bodyid = z.custom<number | bigint>(isBodyId, { error: 'is no body id' });
const text = z.optional(z.string());
const stamp = z.optional(z.nullable(z.string()));
const state = z.looseObject({});
const problem = z.looseObject({
  rule: z.string(),
  reason: z.string(),
  refuses: z.boolean(),
  bodyid: z.optional(bodyid),
});
const change = z.looseObject({
  field: z.string(),
  verdict: z.enum(['add', 'overwrite', 'clear', 'protected', 'conflict', 'invalid']),
  before: state,
  stamps: z.optional(z.looseObject({ user: stamp, time: stamp })),
});
const body = z.looseObject({
  bodyid,
  action: z.enum(['write', 'delete']),
  existed: z.boolean(),
  changes: z.array(change),
  same: z.number(),
  designatedUser: text,
  record: z.optional(state),
  along: z.optional(state),
  bare: z.optional(z.literal(true)),
});
const planSchema = z.looseObject({
  format: z.literal('clio-plan'),
  version: z.literal(1),
  kind: z.enum(['write', 'delete', 'undo']),
  server: z.string(),
  dataset: z.string(),
  target: z.looseObject({ uuid: z.string(), tag: text, asked: text }),
  user: z.string(),
  created: z.string(),
  guards: z.looseObject({
    overwrite: z.optional(z.array(z.string())),
    maxOverwrites: z.optional(z.number()),
    allOrNothing: z.optional(z.boolean()),
    overwriteMine: z.optional(z.boolean()),
  }),
  notices: z.array(z.looseObject({ kind: z.string(), message: z.string() })),
  problems: z.array(problem),
  same: z.record(z.string(), z.number()),
  bodies: z.array(body),
});

/**
 * A plan as the text of a file: JSON with exact integers, one body a line, so that two plans can be
 * compared line by line. It holds no token.
 *
 * @example
 * ```ts
 * await writeFile('types.plan.json', writePlan(plan));
 * ```
 */
export function writePlan(plan: Plan): string {
  const { bodies, ...rest } = plan;
  const head = stringifyJson(rest).slice(0, -1);
  const lines = bodies.map((entry) => `\n${stringifyJson(entry)}`).join(',');
  return `${head},"bodies":[${lines}\n]}\n`;
}

/**
 * Reads a plan from the text of a file.
 *
 * @param source - name of the file, for messages.
 * @throws InputError when the text is no plan, one of a newer version of this program, or one that was
 *   changed so that it contradicts itself.
 *
 * @example
 * ```ts
 * const plan = readPlan(await readFile('types.plan.json', 'utf8'), 'types.plan.json');
 * const report = await applyPlan(client, plan);
 * ```
 */
export function readPlan(content: string, source = 'the file'): Plan {
  const place = { place: { source } };
  let value: unknown;
  try {
    value = parseJson(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!isClioError(error)) throw error;
    throw new InputError(`${source} is no plan: ${error.message}`, place);
  }
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown };
  if (format !== 'clio-plan') {
    throw new InputError(
      `${source} is no plan. A plan is made with planAnnotations and written with writePlan.`,
      place,
    );
  }
  if (version !== 1) {
    throw new InputError(
      `${source} is a plan of version ${String(version)}, and this program reads version 1. Use a newer one.`,
      place,
    );
  }
  const read = planSchema.safeParse(value);
  if (!read.success) {
    const { path = [], message = '' } = read.error.issues[0] ?? {};
    throw new InputError(`${source} is a damaged plan, at ${path.join('.')}: ${message}.`, place);
  }
  const contradiction = findContradiction(value as Plan);
  if (contradiction !== undefined) {
    throw new InputError(
      `${source} has been changed by hand, at ${contradiction}. Plan again.`,
      place,
    );
  }
  // Not what the schema made of it: a field may be named `__proto__`.
  return value as Plan;
}
