import { type Config, updateConfig, updateFolderConfig } from '@clio/node';
import type { Context } from '../../context/Context.js';
import type { SettingName } from './settingName.js';

/** A setting to be saved, or to be taken away. */
export interface ConfigChange {
  readonly name: SettingName;
  /** Undefined takes it away. */
  readonly value: Config[SettingName];
  /** In `.cliorc.json` of the current folder, and not in the saved configuration. */
  readonly local: boolean;
}

/** Changes one setting, and gives the path of the file that holds it. */
export async function changeConfig(
  context: Context,
  { name, value, local }: ConfigChange,
): Promise<string> {
  const change = (config: Config): Config => ({ ...config, [name]: value });
  const { path } = local
    ? await updateFolderConfig(change, context.cwd)
    : await updateConfig(change, { env: context.env });
  return path;
}
