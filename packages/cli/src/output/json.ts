import { stringifyJson } from '@clio/core';

/**
 * JSON with exact integers. The engine's own writer is many times faster and does for all but the
 * values beyond 2^53, on which it throws.
 */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return stringifyJson(value);
  }
}
