// A module of its own, so that the bundle holds it apart: only a command that needs it loads it.
export { serverOrigin } from '@clio/auth';
export { configFolder, fileTokenStore, readEnvironment } from '@clio/node';
