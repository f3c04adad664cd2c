import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { oldDrafts } from './oldDrafts.js';

type Test = (schema: unknown) => unknown;

const options = { strict: false, validateFormats: false, logger: false } as const;
const makers: Readonly<Record<number, () => Test>> = {
  4: () => new Ajv(options).compile(oldDrafts[4]) as ValidateFunction,
  6: () => new Ajv(options).compile(oldDrafts[6]) as ValidateFunction,
  7: () => rulesOf(new Ajv(options)),
  2019: () => rulesOf(new Ajv2019(options)),
  2020: () => rulesOf(new Ajv2020(options)),
};
const tests = new Map<number, Test>();

function rulesOf(validator: Ajv | Ajv2019 | Ajv2020): Test {
  return (schema) => {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      return typeof schema === 'boolean';
    }
    const { $schema: _, ...rest } = schema as Record<string, unknown>;
    return validator.validateSchema(rest);
  };
}

/** Whether a schema is one by the rules of its draft. */
export function isMetaValid(text: string, draft: number): boolean {
  let test = tests.get(draft);
  if (test === undefined) {
    test = makers[draft]?.() as Test;
    tests.set(draft, test);
  }
  return test(JSON.parse(text)) === true;
}
