export { type DefaultAuthOptions, defaultAuth, type TokenSource } from './auth/defaultAuth.js';
export { environmentAuth } from './auth/environmentAuth.js';
export { type NodeBodySizesOptions, nodeBodySizes } from './bodies/nodeBodySizes.js';
export {
  type ConfigFile,
  type ConfigOptions,
  readConfig,
  readFolderConfig,
  updateConfig,
  updateFolderConfig,
} from './config/config.js';
export {
  resolveSettings,
  type Setting,
  type SettingOrigin,
  type Settings,
  type SettingsOptions,
} from './config/resolveSettings.js';
export { type Config, parseSetting, type SettingName, settingNames } from './config/settings.js';
export { cacheFolder, configFolder, stateFolder } from './environment/folders.js';
export {
  type Environment,
  type EnvironmentSettings,
  readEnvironment,
} from './environment/readEnvironment.js';
export { type NodeFetchOptions, nodeFetch } from './fetch/nodeFetch.js';
export { type GcloudAuthOptions, gcloudAuth } from './gcloud/gcloudAuth.js';
export { type GcloudRunner, gcloudRunner, type ProgramResult } from './gcloud/runGcloud.js';
export { type FileJournal, type FileJournalOptions, fileJournal } from './journal/fileJournal.js';
export { type PruneOptions, pruneRuns } from './journal/pruneRuns.js';
export { schemaValidator } from './schema/schemaValidator.js';
export { decodeText } from './tables/decodeText.js';
export type { ByteSource } from './tables/readSource.js';
export { type ReadTableOptions, readTable } from './tables/readTable.js';
export {
  type FileTokenStore,
  type FileTokenStoreOptions,
  fileTokenStore,
} from './tokens/fileTokenStore.js';
export { type SavedTokenReport, type SaveTokenOptions, saveToken } from './tokens/saveToken.js';
