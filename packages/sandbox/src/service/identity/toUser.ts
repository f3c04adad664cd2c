import {
  isDict,
  isList,
  type PythonDict,
  PythonError,
  type PythonValue,
  truthy,
} from '../python/values.js';
import { dict, listOf, optional } from '../validation/containers.js';
import type { Validator } from '../validation/outcome.js';
import { text } from '../validation/scalars.js';
import type { User } from './User.js';

/**
 * What the server makes of the identity service's answer: `view` becomes `clio_general`, `edit`
 * becomes `clio_write`, and the only global role is `admin`.
 *
 * @throws PythonError for an answer that is none
 */
export function toUser(answer: PythonDict, token: string): User {
  const permissions = answer.get('permissions_v2') ?? new Map();
  const ignoring = answer.get('permissions_v2_ignore_tos');
  const datasets = rolesOf(permissions);
  const datasetsIgnoreTos = rolesOf(
    truthy(ignoring) && ignoring !== undefined ? ignoring : permissions,
  );
  for (const name of texts(answer.get('datasets_admin'))) {
    add(datasets, name, 'dataset_admin');
    add(datasetsIgnoreTos, name, 'dataset_admin');
  }
  return {
    email: valid(text, answer.get('email')),
    name: valid(optional(text), answer.get('name')),
    org: null,
    picture: valid(optional(text), answer.get('picture_url')),
    disabled: false,
    globalRoles: new Set(truthy(answer.get('admin')) ? ['admin'] : []),
    datasets,
    datasetsIgnoreTos,
    missingTos: valid(listOf<PythonValue>(dict), answer.get('missing_tos')),
    groups: new Set(texts(answer.get('groups'))),
    token,
  };
}

function valid<T>(type: Validator<T>, value: PythonValue | undefined): T {
  const result = type(value ?? null, []);
  if (result.ok) return result.value;
  throw new PythonError('ValidationError', 'not a user');
}

export function texts(value: PythonValue | undefined): string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

function rolesOf(permissions: PythonValue): Map<string, Set<string>> {
  if (!isDict(permissions)) throw new PythonError('AttributeError', 'no permissions');
  const roles = new Map<string, Set<string>>();
  for (const [dataset, words] of permissions) {
    const list = texts(words);
    if (list.includes('view')) add(roles, String(dataset), 'clio_general');
    if (list.includes('edit')) add(roles, String(dataset), 'clio_write');
  }
  return roles;
}

function add(roles: Map<string, Set<string>>, dataset: string, role: string): void {
  roles.set(dataset, (roles.get(dataset) ?? new Set<string>()).add(role));
}
