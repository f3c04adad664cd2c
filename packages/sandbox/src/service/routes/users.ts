import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';

const moved = endpoint({
  run({ service }) {
    throw new HttpError(501, `User management has moved to DatasetGateway (${service.dsg})`);
  },
});

/** `/users`, which only says where users are managed now. */
export const userRoutes: readonly Mount[] = [
  ['GET', '', moved],
  ['POST', '', moved],
  ['DELETE', '', moved],
];
