import type { User } from './User.js';

/** The public datasets, by which everybody may read, and write what is their own. */
type Public = ReadonlySet<string>;

function any(user: ReadonlySet<string> | undefined, ...roles: string[]): boolean {
  return user !== undefined && roles.some((role) => user.has(role));
}

/** Being a global admin gives no right to any dataset. */
export function isAdmin(user: User): boolean {
  return user.globalRoles.has('admin');
}

export function hasRole(user: User, role: string, dataset: string, open: Public): boolean {
  if (user.globalRoles.has(role)) return true;
  if (dataset === '') return false;
  if (user.datasets.get(dataset)?.has(role)) return true;
  return role === 'clio_general' && open.has(dataset);
}

export function canRead(user: User, dataset: string, open: Public): boolean {
  if (user.globalRoles.has('clio_general') || open.has(dataset)) return true;
  return any(user.datasets.get(dataset), 'clio_read', 'clio_general', 'clio_write');
}

/** {@link canRead}, or would be so once the terms of service are accepted. */
export function canReadIgnoringTerms(user: User, dataset: string, open: Public): boolean {
  if (canRead(user, dataset, open)) return true;
  return any(user.datasetsIgnoreTos.get(dataset), 'clio_read', 'clio_general', 'clio_write');
}

export function canWriteOwn(user: User, dataset: string, open: Public): boolean {
  if (user.globalRoles.has('clio_general') || open.has(dataset)) return true;
  return any(user.datasets.get(dataset), 'clio_general', 'clio_write');
}

export function canWriteOthers(user: User, dataset: string): boolean {
  return user.globalRoles.has('clio_write') || any(user.datasets.get(dataset), 'clio_write');
}
