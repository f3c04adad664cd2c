import type { DatasetClient } from '../../client/Client.js';
import { InputError } from '../../errors/InputError.js';
import type { BodyId } from '../../integers/BodyId.js';
import { toBodyId } from '../../integers/toBodyId.js';
import { sameVersion } from '../../versions/sameVersion.js';
import { isOwn, sendable } from '../apply/judgeBody.js';
import {
  fieldState,
  fieldsOf,
  type RecordWithStamps,
  sameState,
  whoAndWhen,
} from '../diff/fieldState.js';
import { askSchema } from '../facts/dvid.js';
import { fetchRecords } from '../facts/fetchRecords.js';
import { gatherFacts } from '../facts/gatherFacts.js';
import { type SchemaFacts, toSchemaFacts } from '../facts/schemaFacts.js';
import { requiredAlong } from '../guard/checkSchemas.js';
import type { RunRecord } from '../Journal.js';
import type {
  FieldState,
  GuardOptions,
  Notice,
  Plan,
  PlannedBody,
  PlannedChange,
} from '../Plan.js';
import type { FactSources } from '../PlanOptions.js';
import { isEmptyValue } from '../values/isEmptyValue.js';
import { sameValue } from '../values/sameValue.js';
import { showValue } from '../values/showValue.js';

/** Settings of {@link planUndo}. */
export interface UndoOptions
  extends Pick<GuardOptions, 'allOrNothing' | 'maxOverwrites' | 'ignoreRole'>,
    Pick<FactSources, 'dvid' | 'dvidTimeout'> {
  /** Only these fields. Default: all that the run wrote. */
  readonly fields?: readonly string[] | undefined;
  /** Only these bodies. Default: all that the run wrote. */
  readonly bodies?: Iterable<BodyId | string> | undefined;
  /** The clock. Default: the system's. */
  readonly now?: (() => Date) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Plans to take back what a run wrote: values and who set them when, as they were before, to the
 * byte. What others have changed since is left alone, as a `conflict` in the plan. The plan is one like any
 * other: {@link applyPlan} carries it out, and with a journal it can be taken back itself.
 *
 * | the run | taking it back |
 * | --- | --- |
 * | added a field | clears it, stamps too |
 * | replaced or cleared a value | puts the old value and its stamps back |
 * | made a body's first record | deletes the record, when nothing else has come to it since |
 * | deleted a record | puts it back whole |
 * | put a record back that had no field | deletes it again, when it still has none |
 *
 * A stamp that is no text cannot be given back, because the server takes only texts there; a notice
 * names each.
 *
 * @param run - from {@link JournalStore.read}.
 *
 * @throws InputError for a run of another server or dataset, one that is still going on, and for a body or
 *   field that it did not write.
 *
 * @example
 * ```ts
 * const plan = await planUndo(client, await journal.read('20261123-015503-k3f9'));
 * const report = await applyPlan(client, plan, { journal });
 * ```
 */
export async function planUndo(
  client: DatasetClient,
  run: RunRecord,
  options: UndoOptions = {},
): Promise<Plan> {
  const { now = () => new Date(), signal } = options;
  requireUndoable(client, run);
  const chosen = chooseBodies(run, options);
  const facts = await gatherFacts(client, { ...options, version: run.plan.target.asked });
  const { uuid } = facts.target;
  const [records, enforced] = await Promise.all([
    fetchRecords(
      client,
      chosen.map(({ bodyid }) => bodyid),
      { version: uuid, signal },
    ),
    facts.dvid && askSchema(facts.dvid, uuid),
  ]);
  const schema = toSchemaFacts(enforced, 'server');
  const notices: Notice[] = [...facts.notices];
  // A delete goes to the dataset's own version; elsewhere only the fields can be cleared.
  const own = facts.dataset.uuid ?? '';
  const deletable = sameVersion(own, uuid) || own.includes(':');
  const same: Record<string, number> = {};
  const context: UndoContext = { run, options, notices, deletable, same };
  const bodies = chosen.flatMap((body) => {
    const record = records.get(body.bodyid);
    const undone =
      body.action === 'delete'
        ? undoDelete(body, record, context)
        : undoWrite(body, record, context);
    return undone ? [schema ? withRequired(undone, record, schema) : undone] : [];
  });
  return {
    format: 'clio-plan',
    version: 1,
    kind: 'undo',
    server: client.server,
    dataset: client.dataset,
    target: facts.target,
    user: facts.user,
    created: now().toISOString(),
    undoes: run.id,
    guards: {
      ...(options.allOrNothing ? { allOrNothing: true } : {}),
      ...(options.maxOverwrites === undefined ? {} : { maxOverwrites: options.maxOverwrites }),
      ...(options.ignoreRole ? { ignoreRole: true } : {}),
    },
    notices,
    problems: facts.problems,
    same,
    bodies,
  };
}

/** What the schema wants in every write goes along, or the server would refuse to put old values back. */
function withRequired(
  body: PlannedBody,
  record: RecordWithStamps | undefined,
  schema: SchemaFacts,
): PlannedBody {
  const sent = body.changes.filter(({ verdict }) => verdict !== 'conflict');
  if (body.action === 'delete' || sent.length === 0) return body;
  const along = requiredAlong(record, new Set(sent.map(({ field }) => field)), [schema]);
  return along === undefined ? body : { ...body, along };
}

interface UndoContext {
  readonly run: RunRecord;
  readonly options: UndoOptions;
  readonly notices: Notice[];
  /** Whether a record can be deleted in the version at hand. */
  readonly deletable: boolean;
  readonly same: Record<string, number>;
}

function requireUndoable(client: DatasetClient, run: RunRecord): void {
  if (run.server !== client.server || run.dataset !== client.dataset) {
    throw new InputError(
      `Run ${run.id} wrote to dataset ${run.dataset} of ${run.server}; take it back there.`,
    );
  }
  if (run.state === 'running') {
    throw new InputError(`Run ${run.id} is still going on. Stop it first, or wait for its end.`);
  }
}

/** The bodies that the run may have changed, as far as they were asked for. */
function chooseBodies(run: RunRecord, { bodies, fields }: UndoOptions): PlannedBody[] {
  const wanted = bodies === undefined ? undefined : new Set([...bodies].map(toBodyId));
  const planned = new Set(run.plan.bodies.map(({ bodyid }) => bodyid));
  for (const bodyid of wanted ?? []) {
    if (!planned.has(bodyid)) throw new InputError(`Run ${run.id} has no body ${bodyid}.`);
  }
  if (fields !== undefined) {
    const known = new Set(
      run.plan.bodies.flatMap(({ changes }) => changes.map(({ field }) => field)),
    );
    const missing = fields.find((field) => !known.has(field));
    if (missing !== undefined) {
      throw new InputError(
        `Run ${run.id} did not write a field ${missing}. It wrote: ${[...known].sort().join(', ')}.`,
      );
    }
  }
  return run.plan.bodies.filter(
    ({ bodyid }) => (wanted?.has(bodyid) ?? true) && mayHaveChanged(run, bodyid),
  );
}

function mayHaveChanged(run: RunRecord, bodyid: BodyId): boolean {
  const known = run.outcomes.get(bodyid);
  return known?.wrote !== undefined || (run.sent.has(bodyid) && isOpen(run, bodyid));
}

/** Whether the run never learned how the body ended. */
function isOpen(run: RunRecord, bodyid: BodyId): boolean {
  const outcome = run.outcomes.get(bodyid)?.outcome;
  return outcome === undefined || outcome === 'unknown';
}

function undoWrite(
  body: PlannedBody,
  record: RecordWithStamps | undefined,
  context: UndoContext,
): PlannedBody | undefined {
  const { run, options, same } = context;
  const { bodyid } = body;
  const wrote = run.outcomes.get(bodyid)?.wrote ?? {};
  const changes: PlannedChange[] = [];
  let standing = 0;
  let whole = true;
  for (const change of sendable(body)) {
    const now = fieldState(record, change.field);
    if (options.fields?.includes(change.field) === false) {
      // What stays of the run keeps the record.
      if (!sameState(now, {})) whole = false;
      continue;
    }
    const left = wroteOf(change, wrote, now, body, run);
    // The run did not write this field.
    if (left === undefined) continue;
    if (sameState(now, restorable(change.before))) {
      standing++;
      same[change.field] = (same[change.field] ?? 0) + 1;
      continue;
    }
    const undone = undoChange(change, now, left, body, context);
    if (undone.verdict === 'conflict') whole = false;
    changes.push(undone);
  }
  if (body.bare && whole && record !== undefined && fieldsOf(record).size === 0) {
    return { bodyid, action: 'delete', existed: true, changes: [], same: 0, record };
  }
  if (changes.length === 0 && standing === 0) return undefined;
  const base = { bodyid, existed: record !== undefined, same: standing };
  if (!body.existed && record !== undefined && whole && changes.length > 0) {
    const added = new Set(changes.map(({ field }) => field));
    const alone = [...fieldsOf(record)].every((field) => added.has(field));
    if (alone && context.deletable) {
      return { ...base, action: 'delete', changes: changes.map(asDeleted), record };
    }
    context.notices.push({
      kind: 'unrestorable',
      bodyid,
      message: alone
        ? `body ${bodyid} had no record before, and keeps an empty one: the server deletes in the dataset's own version only`
        : `body ${bodyid} had no record before, and keeps the one with what others have added to it`,
    });
  }
  return { ...base, action: 'write', changes };
}

/** What the run left of a field, or undefined when it did not write it. */
function wroteOf(
  change: PlannedChange,
  wrote: Readonly<Record<string, FieldState>>,
  now: FieldState,
  body: PlannedBody,
  run: RunRecord,
): FieldState | undefined {
  if (Object.hasOwn(wrote, change.field)) return wrote[change.field];
  if (!isOpen(run, body.bodyid)) return undefined;
  // Sent without an answer on record: if it stands there in the name of the run, it is the run's.
  if (!sameValue(now.value, change.after)) return undefined;
  return isOwn(change, now, body.designatedUser ?? run.user) ? now : undefined;
}

function undoChange(
  { field, before }: PlannedChange,
  now: FieldState,
  left: FieldState,
  { bodyid }: PlannedBody,
  { notices }: UndoContext,
): PlannedChange {
  const target = before.value === undefined ? {} : { after: before.value };
  if (!sameState(now, left)) {
    return {
      field,
      verdict: 'conflict',
      before: now,
      ...target,
      reason: `changed since the run: it wrote ${showValue(left.value)}, and ${showValue(now.value)}, ${whoAndWhen(now)}, stands there`,
    };
  }
  nameLostStamps(bodyid, field, before, notices);
  const verdict =
    before.value === undefined ? 'clear' : isEmptyValue(now.value) ? 'add' : 'overwrite';
  return { field, verdict, before: now, ...target, stamps: stampsOf(before) };
}

/** A change as part of a delete, which needs no stamps. */
function asDeleted({ field, before }: PlannedChange): PlannedChange {
  return { field, verdict: 'clear', before };
}

function undoDelete(
  body: PlannedBody,
  record: RecordWithStamps | undefined,
  { run, options, notices, same }: UndoContext,
): PlannedBody | undefined {
  const { bodyid, record: old } = body;
  if (old === undefined) return undefined;
  const changes: PlannedChange[] = [];
  let standing = 0;
  for (const field of fieldsOf(old)) {
    if (options.fields?.includes(field) === false) continue;
    const before = fieldState(old, field);
    const now = fieldState(record, field);
    if (record !== undefined && sameState(now, restorable(before))) {
      standing++;
      same[field] = (same[field] ?? 0) + 1;
      continue;
    }
    const target = before.value === undefined ? {} : { after: before.value };
    if (record !== undefined && !sameState(now, {})) {
      changes.push({
        field,
        verdict: 'conflict',
        before: now,
        ...target,
        reason: `set anew since run ${run.id}: ${showValue(now.value)}, ${whoAndWhen(now)}, stands there`,
      });
      continue;
    }
    nameLostStamps(bodyid, field, before, notices);
    changes.push({
      field,
      verdict: before.value === undefined ? 'clear' : 'add',
      before: now,
      ...target,
      stamps: stampsOf(before),
    });
  }
  if (fieldsOf(old).size === 0 && record === undefined) {
    notices.push({
      kind: 'bare-record',
      bodyid,
      message: `body ${bodyid} had a record without any field, which is put back`,
    });
    return { bodyid, action: 'write', existed: false, changes, same: 0, bare: true };
  }
  return { bodyid, action: 'write', existed: record !== undefined, changes, same: standing };
}

/** Stamps as they can be posted. */
function stampsOf({ user, time }: FieldState): { user: string | null; time: string | null } {
  return {
    user: typeof user === 'string' ? user : null,
    time: typeof time === 'string' ? time : null,
  };
}

/** A state without stamps that cannot be posted. */
function restorable({ value, user, time }: FieldState): FieldState {
  return {
    ...(value === undefined ? {} : { value }),
    ...(typeof user === 'string' ? { user } : {}),
    ...(typeof time === 'string' ? { time } : {}),
  };
}

function nameLostStamps(
  bodyid: BodyId,
  field: string,
  before: FieldState,
  notices: Notice[],
): void {
  for (const kind of ['user', 'time'] as const) {
    const stamp = before[kind];
    if (stamp === undefined || typeof stamp === 'string') continue;
    notices.push({
      kind: 'unrestorable',
      bodyid,
      field,
      message: `body ${bodyid}: ${field}_${kind} was ${showValue(stamp)}, which is no text and cannot be given back; it is left out`,
    });
  }
}
