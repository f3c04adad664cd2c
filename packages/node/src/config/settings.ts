import { serverOrigin } from '@clio/auth';
import { InputError } from '@clio/core';

/**
 * What can be configured, with the type of each value. Nothing here is secret: tokens are
 * elsewhere.
 */
export interface Config {
  /** Address of the server. */
  readonly server?: string | undefined;
  /** Id of the dataset. */
  readonly dataset?: string | undefined;
  /** Program that long tables go through on a terminal; `cat` for none. */
  readonly pager?: string | undefined;
  /** Whether output is coloured: `auto` (on a terminal), `always`, `never`. */
  readonly color?: 'auto' | 'always' | 'never' | undefined;
  /** Whether to tell of newer versions. */
  readonly updateNotice?: boolean | undefined;
  /** Own names for commands: `{"mine": "annotation list --where user=me"}`. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}

/** Names of the settings that hold one value each. */
export type SettingName = Exclude<keyof Config, 'aliases'>;

interface SettingRule {
  /** Environment variable that goes before the files. */
  readonly variable?: string;
  /** Whether `.cliorc.json` may set it. A program to run may not come with a folder. */
  readonly folder: boolean;
  /** What a good value is, in words. */
  readonly expected: string;
  /** The value, or undefined for a wrong one. */
  readonly parse: (value: unknown) => unknown;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** The rules of every setting, in the order in which they are listed. */
export const settingRules: Readonly<Record<SettingName, SettingRule>> = {
  server: {
    variable: 'CLIO_SERVER',
    folder: true,
    expected: 'an address such as https://clio.example.org',
    parse: (value) => {
      const address = text(value)?.replace(/\/+$/, '');
      try {
        if (address) serverOrigin(address);
        return address;
      } catch {
        return undefined;
      }
    },
  },
  dataset: {
    variable: 'CLIO_DATASET',
    folder: true,
    expected: 'the id of a dataset, such as "VNC"',
    parse: text,
  },
  pager: {
    variable: 'CLIO_PAGER',
    folder: false,
    expected: 'a command, such as "less -R"',
    parse: text,
  },
  color: {
    folder: false,
    expected: '"auto", "always" or "never"',
    parse: (value) => ['auto', 'always', 'never'].find((each) => each === value),
  },
  updateNotice: {
    folder: false,
    expected: 'true or false',
    parse: (value) => {
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : undefined;
    },
  },
};

/** Names of all settings, in the order in which they are listed. */
export const settingNames = Object.keys(settingRules) as SettingName[];

/**
 * The value of a setting from what a person wrote.
 *
 * @example
 * ```ts
 * import { parseSetting } from '@clio/node';
 *
 * parseSetting('server', 'https://clio.example.org/'); // 'https://clio.example.org'
 * ```
 *
 * @param where Where it was written, for the message.
 * @throws InputError for a value that the setting cannot have.
 */
export function parseSetting<Name extends SettingName>(
  name: Name,
  value: unknown,
  where?: string,
): NonNullable<Config[Name]> {
  const { parse, expected } = settingRules[name];
  const parsed = parse(value);
  if (parsed === undefined) {
    const place = where === undefined ? '' : `${where}: `;
    const given = JSON.stringify(value) ?? String(value);
    throw new InputError(`${place}${name} is ${given}; it must be ${expected}.`, {
      place: { ...(where !== undefined && { source: where }), column: name },
    });
  }
  return parsed as NonNullable<Config[Name]>;
}
