// A module of its own, so that the bundle holds it apart: only a command that needs it loads it.
export { createClient, withDataset } from '@clio/core';
export { explainDatasetFailure, noDataset } from './chooseDataset.js';
