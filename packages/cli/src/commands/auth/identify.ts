import { type Client, fetchProfile, fetchRoles, isClioError, type Roles } from '@clio/core';

/**
 * Who the client's token belongs to, checked with the login service where the server has one, so that
 * a revoked token is found out at once.
 */
export async function identify(client: Client, signal: AbortSignal): Promise<Roles> {
  try {
    return await fetchProfile(client, { signal });
  } catch (error) {
    // Older servers have no login service behind them.
    if (!isClioError(error, 'invalid-request', 'not-found')) throw error;
    return fetchRoles(client, { signal });
  }
}

/** A person in one line: name and address. */
export function describeUser({ name, email }: Pick<Roles, 'name' | 'email'>): string {
  return name ? `${name} <${email}>` : email;
}

/** What a person may do, one line for each dataset. */
export function describeRoles(roles: Pick<Roles, 'global_roles' | 'datasets'>): string[] {
  const everywhere =
    roles.global_roles.length > 0 ? [`everywhere: ${roles.global_roles.join(', ')}`] : [];
  const single = Object.entries(roles.datasets)
    .filter(([, names]) => names.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dataset, names]) => `${dataset}: ${[...names].sort().join(', ')}`);
  return [...everywhere, ...single];
}

/** Terms of service that wait to be accepted, one line each. */
export function describeMissingTerms(roles: Pick<Roles, 'missing_tos'>): string[] {
  return (roles.missing_tos ?? []).map(
    ({ dataset_name, tos_name }) =>
      `${dataset_name ?? 'a dataset'}: ${tos_name ?? 'terms of service'}`,
  );
}
