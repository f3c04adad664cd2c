import { HttpError } from '../http/HttpError.js';
import { canRead, canWriteOthers } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import type { Service } from '../Service.js';

/**
 * The right to read body annotations. It is asked for where the sandbox was told to enforce roles;
 * otherwise being signed in is enough, as recorded.
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
