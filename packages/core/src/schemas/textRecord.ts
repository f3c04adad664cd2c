import type { Check } from './Schema.js';

/** An object whose values are text, checked without zod. */
export const textRecord: Check<Record<string, string>> = {
  safeParse(value) {
    const wrong = findWrong(value);
    if (wrong === undefined) return { success: true, data: value as Record<string, string> };
    return { success: false, error: { issues: [{ ...wrong, code: 'invalid_type', message: '' }] } };
  },
};

function findWrong(
  value: unknown,
): { path: string[]; expected: 'record' | 'string'; input: unknown } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { path: [], expected: 'record', input: value };
  }
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== 'string') return { path: [key], expected: 'string', input: member };
  }
  return undefined;
}
