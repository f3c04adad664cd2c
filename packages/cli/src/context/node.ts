/**
 * What the context needs from `@clio/node`, and no more: imported as a whole on demand, that package
 * would bring its table readers and validators along.
 */
export {
  configFolder,
  defaultAuth,
  fileTokenStore,
  nodeFetch,
  readConfig,
  readEnvironment,
  resolveSettings,
} from '@clio/node';
