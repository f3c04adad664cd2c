import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { hasRole } from '../identity/rights.js';
import { model, required } from '../validation/containers.js';
import { textParameter } from '../validation/parameters.js';
import { text } from '../validation/scalars.js';
import { coordinates } from './place.js';

// What stands on services that a sandbox has not: it answers as a server does that was set up without.

const signature = endpoint({
  query: coordinates,
  run() {
    throw new HttpError(503, 'signature bucket not set: /signatures not available');
  },
});

/** Signatures of places. */
export const signatureRoutes: readonly Mount[] = [
  ['GET', '/atlocation/{dataset}', signature],
  ['GET', '/likelocation/{dataset}', signature],
];

const transfer = endpoint({
  query: { jsondata: textParameter() },
  run() {
    throw new HttpError(503, 'transfer func/dest not set: /transfer not available');
  },
});

/** Transfer of image data. */
export const transferRoutes: readonly Mount[] = [['POST', '', transfer]];

const neuprint = endpoint({
  body: model({ cypher: required(text), dataset: required(text) }),
  run({ service, path: { dataset = '' }, user }) {
    if (!hasRole(user, 'clio_general', dataset, service.datasets.public)) {
      throw new HttpError(403, "user doesn't have authorization for this dataset");
    }
    if (!service.datasets.get(dataset).neuprint) {
      throw new HttpError(400, `dataset ${dataset} has no assigned neuprint server`);
    }
    throw new HttpError(400, `error in neuprint request for dataset ${dataset}`);
  },
});

/** Questions to neuPrint. */
export const neuprintRoutes: readonly Mount[] = [['POST', '/{dataset}', neuprint]];
