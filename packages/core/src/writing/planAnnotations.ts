import { fetchFields } from '../annotations/fetchFields.js';
import type { DatasetClient } from '../client/Client.js';
import type { BodyId } from '../integers/BodyId.js';
import { readBodyIds } from '../tables/readBodyIds.js';
import { reservedField } from '../tables/recordsFromTable.js';
import { diffRow } from './diff/diffRow.js';
import { sameUser } from './diff/fieldState.js';
import { askExistence, askSchema, type Existence } from './facts/dvid.js';
import { fetchRecords } from './facts/fetchRecords.js';
import { gatherFacts, type RunFacts } from './facts/gatherFacts.js';
import { type SchemaFacts, toSchemaFacts } from './facts/schemaFacts.js';
import { checkProvenance } from './guard/checkProvenance.js';
import { checkAgainstSchemas, compileSchemas } from './guard/checkSchemas.js';
import { createJudge } from './guard/judgeInput.js';
import type { AnnotationInput } from './input/AnnotationInput.js';
import { mergeRepeats } from './input/mergeRepeats.js';
import { type InputRow, normaliseInput } from './input/normaliseInput.js';
import { readTableInput } from './input/readTableInput.js';
import type { GuardOptions, Notice, Plan, PlannedBody } from './Plan.js';
import type { PlanOptions } from './PlanOptions.js';
import type { Problem } from './Problem.js';

/**
 * Plans a write: reads what is there now and says, field by field, what would change. Nothing is sent.
 *
 * Existing values are protected: without `overwrite` a value that would be replaced or cleared is left
 * alone and listed. What is wrong with the input is all in the plan, in `problems`, not thrown one by
 * one; {@link guardPlan} adds what is protected, and {@link applyPlan} carries the plan out.
 *
 * @param input - a record, records (any iterable, also async), an object or `Map` by body id, or a
 *   table. `null` clears a field.
 *
 * @throws InputError when the input as a whole is none of these, or an option names a column that the
 *   table lacks.
 * @throws NotFoundError for an unknown dataset or version, and any error of reading.
 *
 * @example
 * ```ts
 * const plan = await planAnnotations(client, { bodyid: 154109, type: 'LC10' }, { overwrite: ['type'] });
 * for (const { bodyid, changes } of plan.bodies) console.log(bodyid, changes);
 * const report = await applyPlan(client, plan);
 * ```
 */
export async function planAnnotations(
  client: DatasetClient,
  input: AnnotationInput,
  options: PlanOptions = {},
): Promise<Plan> {
  const { signal, now = () => new Date() } = options;
  const [facts, normalised, fields] = await Promise.all([
    gatherFacts(client, options),
    normaliseInput(input),
    fetchFields(client, { signal }),
  ]);
  const table = 'table' in normalised ? normalised.table : undefined;
  const source = options.source ?? table?.source;
  const tableIds = table && readBodyIds(table, options.idColumn);
  const wanted = tableIds
    ? tableIds.ids.filter((id) => id !== undefined)
    : (normalised as { rows: readonly InputRow[] }).rows.map(({ bodyid }) => bodyid);
  const bodyids = [...new Set(wanted)];

  const { uuid } = facts.target;
  const [records, schemas, existence] = await Promise.all([
    fetchRecords(client, bodyids, { version: uuid, signal }),
    gatherSchemas(facts),
    facts.dvid && askExistence(facts.dvid, uuid, bodyids, options.bodySizes),
  ]);

  const known = new Set(
    fields.filter((field) => field !== '' && reservedField(field) === undefined),
  );
  for (const record of records.values()) {
    for (const field of Object.keys(record))
      if (reservedField(field) === undefined) known.add(field);
  }

  const notices: Notice[] = [...facts.notices];
  const problems: Problem[] = [...facts.problems];
  let rows: readonly InputRow[];
  if (table && tableIds) {
    const read = await readTableInput(client, table, tableIds, {
      options,
      records,
      schemas,
      known,
      uuid,
    });
    rows = read.records;
    notices.push(...read.notices);
    problems.push(...read.problems);
  } else {
    const given = normalised as { rows: readonly InputRow[]; problems: readonly Problem[] };
    rows = given.rows;
    problems.push(...given.problems.map((problem) => ({ ...problem, ...named(source) })));
  }
  const merged = mergeRepeats(withDesignatedUser(rows, options.designatedUser, facts.user), source);
  notices.push(...merged.notices);
  problems.push(...merged.problems);

  const guards = guardsOf(options);
  const judge = createJudge({
    guards,
    source,
    idColumn: table && (options.idColumn ?? 'bodyid'),
    known,
    records,
    existence,
    problems,
    notices,
  });
  const same = new Map<string, number>();
  const emptyFields = new Map<string, number>();
  const bodies: PlannedBody[] = [];
  const checks = compileSchemas(schemas, options.schemaValidator, notices);
  for (const row of merged.rows) {
    judge.row(row);
    const record = records.get(row.bodyid);
    const diff = diffRow(row, record, { guards, user: facts.user, invalid: judge.invalid });
    for (const field of diff.same) addOne(same, field);
    for (const field of diff.empty) {
      addOne(same, field);
      addOne(emptyFields, field);
    }
    const body = checkAgainstSchemas(diff.body, record, {
      schemas,
      checks,
      guards,
      source,
      problems,
    });
    bodies.push(checkProvenance(body, record, { source, problems }));
  }
  for (const [field, count] of emptyFields) {
    notices.push({
      kind: 'empty',
      field,
      message: `${count === 1 ? 'an empty value' : `${count} empty values`} of ${field} ${count === 1 ? 'is' : 'are'} left out: empties are written only when asked for`,
    });
  }
  judge.finish();
  existenceNotice(existence, bodyids, facts, notices);

  return {
    format: 'clio-plan',
    version: 1,
    kind: 'write',
    server: client.server,
    dataset: client.dataset,
    target: facts.target,
    user: facts.user,
    created: now().toISOString(),
    ...named(source),
    guards,
    notices,
    problems,
    // fromEntries makes a field named `__proto__` a plain property.
    same: Object.fromEntries(same),
    bodies,
  };
}

/** The dataset's schemas: the one that every write is checked against, and the one of its document. */
async function gatherSchemas({ dvid, target, dataset }: RunFacts): Promise<SchemaFacts[]> {
  const enforced = dvid && (await askSchema(dvid, target.uuid));
  const typing = dataset.typing;
  const own =
    typeof typing === 'object' && typing !== null && 'bodyAnnotation' in typing
      ? typing.bodyAnnotation
      : undefined;
  return [toSchemaFacts(enforced, 'server'), toSchemaFacts(own, 'dataset')].filter(
    (schema) => schema !== undefined,
  );
}

function withDesignatedUser(
  rows: readonly InputRow[],
  all: string | undefined,
  user: string,
): InputRow[] {
  return rows.map((row) => {
    const designated = row.designatedUser ?? (all === '' ? undefined : all);
    const { designatedUser: _, ...rest } = row;
    return designated === undefined || sameUser(designated, user)
      ? rest
      : { ...rest, designatedUser: designated };
  });
}

function existenceNotice(
  existence: Existence | undefined,
  bodyids: readonly BodyId[],
  { dataset }: RunFacts,
  notices: Notice[],
): void {
  if (bodyids.length === 0 || existence) return;
  const why = !dataset.dvid
    ? 'the dataset names no DVID'
    : 'no segmentation of the dataset answers for all bodies in time from here';
  notices.push({ kind: 'unchecked', message: `existence not checked: ${why}` });
}

/** Every guard there is; the type says when one is left out. */
const guardNames = Object.keys({
  overwrite: 0,
  overwriteMine: 0,
  maxOverwrites: 0,
  allOrNothing: 0,
  knownFields: 0,
  writeEmpty: 0,
  missingBodies: 0,
  ignoreRole: 0,
  ignoreSchema: 0,
  roundedIds: 0,
} satisfies Record<keyof GuardOptions, 0>) as (keyof GuardOptions)[];

/** The guards among the options, as far as they are set: the plan records them. */
function guardsOf(options: PlanOptions): GuardOptions {
  return Object.fromEntries(
    guardNames
      .map((name) => [name, name === 'overwrite' ? options[name]?.slice() : options[name]])
      .filter(([, value]) => value !== undefined && value !== false),
  );
}

function named(source: string | undefined): { source?: string } {
  return source === undefined ? {} : { source };
}

function addOne(counts: Map<string, number>, field: string): void {
  counts.set(field, (counts.get(field) ?? 0) + 1);
}
