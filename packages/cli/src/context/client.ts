/** Making a client, in a module of its own: only a command that makes requests pays for it. */
export { createClient, withDataset } from '@clio/core';
export { explainDatasetFailure, noDataset } from './chooseDataset.js';
