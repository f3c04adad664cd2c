import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';

const options = { strict: false, validateFormats: false, logger: false } as const;
const makers: Readonly<Record<number, () => Ajv>> = {
  7: () => new Ajv(options),
  2019: () => new Ajv2019(options) as unknown as Ajv,
  2020: () => new Ajv2020(options) as unknown as Ajv,
};
const validators = new Map<number, Ajv>();

/** Whether a schema is one by the rules of its draft; the oldest drafts are read by those of draft 7. */
export function isMetaValid(text: string, draft: number): boolean {
  const schema: unknown = JSON.parse(text);
  if (typeof schema === 'boolean') return draft >= 6;
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return false;
  if (draft < 6) return true;
  const year = draft < 2019 ? 7 : draft;
  let validator = validators.get(year);
  if (validator === undefined) {
    validator = makers[year]?.() as Ajv;
    validators.set(year, validator);
  }
  const { $schema: _, ...rest } = schema as Record<string, unknown>;
  return validator.validateSchema(rest) === true;
}
