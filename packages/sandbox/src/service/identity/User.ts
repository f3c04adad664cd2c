import type { PythonDict, PythonValue } from '../python/values.js';

/** Roles by dataset. */
export type Roles = ReadonlyMap<string, ReadonlySet<string>>;

/** Who calls, as the server sees them. */
export interface User {
  readonly email: string;
  readonly name: string | null;
  readonly org: string | null;
  readonly picture: string | null;
  readonly disabled: boolean;
  readonly globalRoles: ReadonlySet<string>;
  readonly datasets: Roles;
  /** The roles there would be, were all terms of service accepted. */
  readonly datasetsIgnoreTos: Roles;
  readonly missingTos: readonly PythonValue[];
  readonly groups: ReadonlySet<string>;
  readonly token: string;
  /** Before DatasetGateway: the claims of the Google token that was sent. */
  readonly claims?: PythonDict | undefined;
}

/** Roles as the server writes them. */
export function rolesValue(roles: Roles): PythonDict {
  return new Map([...roles].map(([dataset, names]) => [dataset, [...names]]));
}
