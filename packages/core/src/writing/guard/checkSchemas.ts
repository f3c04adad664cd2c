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
 * schema requires must be in each write, so unchanged values of such fields go along. A protected value is
 * not posted, and what the schema says of it alone is found all the same: the input is wrong.
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
  const held = body.changes.filter(({ verdict }) => verdict === 'protected');
  if (schemas.length === 0 || sent.length + held.length === 0) return body;
  const posted = valuesOf(sent);
  const protectedValues = valuesOf(held);
  const offered = { ...posted, ...protectedValues };
  const along =
    sent.length === 0 ? undefined : requiredAlong(record, new Set(Object.keys(posted)), schemas);
  const whole = { ...along, ...posted, bodyid: body.bodyid };
  const reasons = new Map<string, string>();
  for (const { check, facts } of checks) {
    if (guards.ignoreSchema) break;
    const found = [
      ...(sent.length === 0 ? [] : check(whole)),
      ...(held.length === 0
        ? []
        : check({ ...whole, ...offered }).filter(
            ({ field }) => field !== undefined && Object.hasOwn(protectedValues, field),
          )),
    ];
    for (const { field, message } of found) {
      const about = field !== undefined && Object.hasOwn(offered, field) ? field : undefined;
      // Of a schema that nobody enforces, only what is said about the written values counts.
      if (about === undefined && facts.from === 'dataset') continue;
      const change = body.changes.find((candidate) => candidate.field === about);
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
    const reason = reasons.get(change.field) ?? (sent.includes(change) ? general : undefined);
    return reason === undefined ? change : { ...change, verdict: 'invalid', reason };
  });
  return {
    ...body,
    changes,
    ...(along === undefined ? {} : { along }),
  };
}

function valuesOf(changes: readonly PlannedChange[]): Record<string, unknown> {
  return Object.fromEntries(changes.map(({ field, after }) => [field, after ?? null]));
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
