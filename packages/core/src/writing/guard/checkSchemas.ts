import { fieldState, type RecordWithStamps } from '../diff/fieldState.js';
import type { CheckRecord, SchemaValidator } from '../facts/SchemaValidator.js';
import type { SchemaFacts } from '../facts/schemaFacts.js';
import type { GuardOptions, Notice, PlannedBody, PlannedChange } from '../Plan.js';
import type { Problem } from '../Problem.js';

/** A schema, ready to check with. */
export interface SchemaCheck {
  readonly check: CheckRecord;
  readonly facts: SchemaFacts;
}

/** Makes the schemas ready; one that cannot be used is named in a notice. */
export function compileSchemas(
  schemas: readonly SchemaFacts[],
  schemaValidator: SchemaValidator | undefined,
  notices: Notice[],
): SchemaCheck[] {
  if (schemas.length === 0) return [];
  if (schemaValidator === undefined) {
    notices.push({
      kind: 'unchecked',
      message:
        'the dataset has a schema, and values were not checked against it: no validator is at hand',
    });
    return [];
  }
  const checks: SchemaCheck[] = [];
  for (const facts of schemas) {
    try {
      checks.push({ check: schemaValidator(facts.schema), facts });
    } catch (error) {
      const whose =
        facts.from === 'server' ? "the server's schema" : "the schema in the dataset's document";
      notices.push({
        kind: 'unchecked',
        message: `${whose} cannot be used, so values were not checked against it: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return checks;
}

/**
 * Checks what would be posted. The server checks a write on its own, not the merged record: what the
 * schema requires must be in each write, so unchanged values of such fields go along.
 */
export function checkAgainstSchemas(
  body: PlannedBody,
  record: RecordWithStamps | undefined,
  {
    schemas,
    checks,
    guards,
    source,
    problems,
  }: {
    readonly schemas: readonly SchemaFacts[];
    /** Those of them that can be checked with. */
    readonly checks: readonly SchemaCheck[];
    readonly guards: GuardOptions;
    readonly source: string | undefined;
    readonly problems: Problem[];
  },
): PlannedBody {
  const sent = body.changes.filter(
    ({ verdict }) => verdict !== 'protected' && verdict !== 'invalid',
  );
  if (schemas.length === 0 || sent.length === 0) return body;
  const posted = Object.fromEntries(sent.map(({ field, after }) => [field, after ?? null]));
  const along = requiredAlong(record, new Set(Object.keys(posted)), schemas);
  const whole = { ...along, ...posted, bodyid: body.bodyid };
  const reasons = new Map<string, string>();
  for (const { check, facts } of checks) {
    if (guards.ignoreSchema) break;
    for (const { field, message } of check(whole)) {
      const about = field !== undefined && Object.hasOwn(posted, field) ? field : undefined;
      // Of a schema that nobody enforces, only what is said about the written values counts.
      if (about === undefined && facts.from === 'dataset') continue;
      const change = sent.find((candidate) => candidate.field === about);
      const row = change?.row ?? body.row;
      const reason = `${about === undefined && field !== undefined ? `${field} ` : ''}${message}, says the dataset's schema`;
      if (reasons.has(about ?? '')) continue;
      reasons.set(about ?? '', reason);
      problems.push({
        rule: 'schema',
        refuses: true,
        reason,
        bodyid: body.bodyid,
        ...(about === undefined ? {} : { field: about, column: about }),
        ...(row === undefined ? {} : { row }),
        ...(source === undefined ? {} : { source }),
      });
    }
  }
  const general = reasons.get('');
  const changes = body.changes.map((change): PlannedChange => {
    if (!sent.includes(change)) return change;
    const reason = reasons.get(change.field) ?? general;
    return reason === undefined ? change : { ...change, verdict: 'invalid', reason };
  });
  return {
    ...body,
    changes,
    ...(along === undefined ? {} : { along }),
  };
}

/**
 * The unchanged values that the server's schema wants in every write beside the fields that are sent;
 * undefined when there are none.
 */
export function requiredAlong(
  record: RecordWithStamps | undefined,
  sent: ReadonlySet<string>,
  schemas: readonly SchemaFacts[],
): Readonly<Record<string, unknown>> | undefined {
  const along = schemas
    .flatMap(({ from, required }) => (from === 'server' ? required : []))
    .filter((field) => !sent.has(field))
    .map((field): [string, unknown] => [field, fieldState(record, field).value])
    .filter(([, value]) => value !== undefined);
  return along.length === 0 ? undefined : Object.fromEntries(along);
}
