import { type CheckRecord, InputError, type SchemaProblem } from '@clio/core';
import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * Checks records against a JSON schema: draft-07 where the schema says so, otherwise 2020-12. For the
 * option `schemaValidator` of `planAnnotations`.
 *
 * Integers beyond 2^53 count as integers; limits of size are compared with their nearest `number`.
 * Formats such as `date` are not checked, as the server does not.
 *
 * @throws InputError when the schema is none.
 *
 * @example
 * ```ts
 * import { planAnnotations } from '@clio/core';
 * import { schemaValidator } from '@clio/node';
 *
 * const plan = await planAnnotations(client, table, { schemaValidator });
 * ```
 */
export function schemaValidator(schema: unknown): CheckRecord {
  const options = {
    allErrors: true,
    strict: false,
    verbose: true,
    validateFormats: false,
    logger: false,
  } as const;
  const draft = (schema as { $schema?: unknown } | null)?.$schema;
  const ajv =
    typeof draft === 'string' && /draft-0[67]/.test(draft)
      ? new Ajv(options)
      : new Ajv2020(options);
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(schema as object);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`The JSON schema cannot be used: ${reason}.`, { cause });
  }
  return (record) => {
    if (validate(asNumbers(record))) return [];
    return toProblems(validate.errors ?? []);
  };
}

/** The library knows no bigint: it takes the nearest number, which is an integer as well. */
function asNumbers(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(asNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asNumbers(member)]));
}

/** Each problem once, by field; of a choice between schemas only that none fits. */
function toProblems(errors: readonly ErrorObject[]): SchemaProblem[] {
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map(({ schemaPath }) => schemaPath);
  const problems = new Map<string, SchemaProblem>();
  for (const error of errors) {
    if (choices.some((choice) => error.schemaPath.startsWith(`${choice}/`))) continue;
    const problem = { field: fieldOf(error), message: messageOf(error) };
    problems.set(`${problem.field} ${problem.message}`, problem);
  }
  return [...problems.values()].sort((first, second) => {
    const [a, b] = [first.field ?? '', second.field ?? ''];
    return a < b ? -1 : a > b ? 1 : first.message < second.message ? -1 : 1;
  });
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string | undefined {
  const first = instancePath.split('/')[1];
  if (first !== undefined) return first.replaceAll('~1', '/').replaceAll('~0', '~');
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return String(params.missingProperty);
    case 'additionalProperties':
      return String(params.additionalProperty);
    case 'unevaluatedProperties':
      return String(params.unevaluatedProperty);
    case 'propertyNames':
      return String(params.propertyName);
    default:
      return undefined;
  }
}

function messageOf({ keyword, params, message, data, instancePath }: ErrorObject): string {
  const inner = instancePath.split('/').slice(2).join('.');
  const where = inner === '' ? '' : ` at ${inner}`;
  switch (keyword) {
    case 'enum':
      return `${show(data)}${where} is none of ${(params.allowedValues as unknown[]).map(show).join(', ')}`;
    case 'type':
      return `${show(data)}${where} is no ${[params.type].flat().join(' or ')}`;
    case 'required':
      return 'is required';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is no field that the schema allows';
    default:
      return `${show(data)}${where} ${message ?? 'does not fit'}`;
  }
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
