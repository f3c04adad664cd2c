// A module of its own, so that the bundle holds it apart: only a command that needs it loads it.
export { cacheFolder, readConfig, resolveSettings } from '@clio/node';
