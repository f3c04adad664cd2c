import { type SettingName, settingNames } from '@clio/node';
import { UsageError } from '../../errors/CliError.js';
import { suggest } from '../../errors/suggest.js';

export type { SettingName };

/**
 * The setting that a word names.
 *
 * @throws UsageError when there is none of that name, with all names and the nearest.
 */
export function toSettingName(word: string): SettingName {
  const name = settingNames.find((each) => each === word);
  if (name !== undefined) return name;
  const near = suggest(word, settingNames);
  throw new UsageError(`there is no setting "${word}"`, {
    why: `The settings are ${settingNames.join(', ')}.`,
    next: near && `Did you mean ${near}?`,
  });
}
