import type { FlagSpec } from '../commands/CommandSpec.js';

/** A flag taken apart: `-o, --output <file>` → its long and short form, and whether it takes a value. */
export interface FlagForm {
  readonly spec: FlagSpec;
  /** With the dashes. */
  readonly long: string;
  readonly short: string | undefined;
  readonly takes: 'nothing' | 'value' | 'perhaps a value';
}

/** Takes the text of a flag's specification apart. */
export function toFlagForm(spec: FlagSpec): FlagForm {
  const [, short, long = spec.flags, open] =
    /^(?:(-\w), )?(--[\w-]+)(?: ([<[]))?/.exec(spec.flags) ?? [];
  const takes = open === '<' ? 'value' : open === '[' ? 'perhaps a value' : 'nothing';
  return { spec, long, short, takes };
}
