import type { FlagSpec } from './CommandSpec.js';

/** Flags of every command that writes. */
export const writeFlags: readonly FlagSpec[] = [
  { flags: '--dry-run', description: 'show what would be done, and stop' },
  { flags: '--yes', description: 'do not ask; needed without a terminal' },
];
