import { type GuardRule, guardPlan, type Plan } from '@clio/core';

/** The flag that relaxes each guard; a guard without one cannot be relaxed. */
const flags: Partial<Record<GuardRule, string>> = {
  protected:
    '--overwrite FIELD replaces protected values; without --all-or-nothing they are left alone.',
  conflict: 'Without --all-or-nothing, what is in conflict is left alone.',
  'rounded-id': '--rounded-ids takes ids that look rounded as they are.',
  'missing-body': '--missing-bodies writes to bodies that do not exist, too.',
  'unknown-field': 'Without --known-fields, fields that are new to the dataset are written.',
  type: '--type COLUMN=TYPE decides the type of a column.',
  schema: "--ignore-schema sends what the dataset's schema does not allow.",
  overwrites: 'A higher --max-overwrites allows more.',
  role: '--ignore-role leaves it to the server.',
  locked: '--version TAG names an open version.',
};

/** How the guards that refuse a plan could be relaxed, a sentence each. */
export function relaxations(plan: Plan): string[] {
  const rules = new Set(guardPlan(plan).flatMap(({ refuses, rule }) => (refuses ? [rule] : [])));
  return [...rules].flatMap((rule) => flags[rule] ?? []);
}
