import type { Endpoint } from './endpoint.js';
import { HttpError } from './HttpError.js';

/** A place at which an operation is mounted. */
export interface Route {
  readonly method: string;
  /** `{name}` stands for one segment, `{name:path}` for the rest. */
  readonly path: string;
  readonly endpoint: Endpoint;
  /** Left out of the description that the server gives of itself. */
  readonly hidden: boolean;
}

export interface Match {
  readonly endpoint: Endpoint;
  readonly path: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly pattern: RegExp;
}

/**
 * Finds the operation for a request, in the order of mounting. Every path is known to the server
 * through its answer to `OPTIONS`, so a path or method that it does not serve is 405 and never 404.
 */
export class Router {
  readonly #compiled: readonly Compiled[];

  constructor(readonly routes: readonly Route[]) {
    this.#compiled = routes.map((route) => ({ route, pattern: compilePath(route.path) }));
  }

  /** @throws HttpError 405; 404 for a path with a line break inside, which nothing matches */
  find(method: string, path: string): Match {
    for (const { route, pattern } of this.#compiled) {
      if (route.method !== method) continue;
      const match = pattern.exec(path);
      if (match) return { endpoint: route.endpoint, path: { ...match.groups } };
    }
    if (!everyPath.test(path)) throw new HttpError(404, 'Not Found');
    throw new HttpError(405, 'Method Not Allowed', { allow: 'OPTIONS' });
  }
}

/** Python's `$` also matches before a line break at the end, and its `.` is no line break. */
export const everyPath = /^\/[^\n]*\n?$/;

function compilePath(path: string): RegExp {
  const source = path.replace(
    /[.*+?^$()|[\]\\]|\{(\w+)(:path)?\}/g,
    (part, name?: string, rest?: string) => {
      if (name === undefined) return `\\${part}`;
      return rest ? `(?<${name}>[^\\n]*)` : `(?<${name}>[^/]+)`;
    },
  );
  return new RegExp(`^${source}\\n?$`);
}
