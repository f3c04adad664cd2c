import type { Options } from 'tsup';

/** A library's build: one output file for each source file, one declaration file for each entry. */
export function library(options: {
  entries: Record<string, string>;
  platform?: 'neutral' | 'node' | 'browser';
  bundled?: Record<string, string>;
}): Options[];
