import type { AnnotationOptions } from '@clio/core';
import type { CommandInput } from '../CommandInput.js';

/** What is read of each annotation: at which version, and with which provenance. */
export type ReadOptions = Pick<AnnotationOptions, 'version' | 'show'>;

/** Reads `--version` and `--show`. */
export function toReadOptions(input: CommandInput): ReadOptions {
  return { version: input.text('version'), show: input.text('show') as AnnotationOptions['show'] };
}
