import { HttpError } from '../http/HttpError.js';
import { canRead, canWriteOthers } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import type { Service } from '../Service.js';

/**
 * The right to read body annotations. The real server means to ask for it and does not: whoever is
 * signed in may read. So does the sandbox, unless it is told to enforce roles.
 */
export function requireRead(service: Service, user: User, dataset: string): void {
  if (!service.enforceRoles || canRead(user, dataset, service.datasets.public)) return;
  throw new HttpError(401, `no permission to read annotations on dataset ${dataset}`);
}

/** The right to write and delete body annotations; see {@link requireRead}. */
export function requireWrite(service: Service, user: User, dataset: string): void {
  if (!service.enforceRoles || canWriteOthers(user, dataset)) return;
  throw new HttpError(401, `no permission to write annotations on dataset ${dataset}`);
}
