import type { Endpoint } from './endpoint.js';
import { HttpError } from './HttpError.js';

/** A place at which an operation is mounted. */
export interface Route {
  readonly methods: readonly string[];
  /** `{name}` stands for one segment, `{name:path}` for the rest. */
  readonly path: string;
  readonly endpoint: Endpoint;
  /** Left out of the description that the server gives of itself. */
  readonly hidden: boolean;
  /** Known before everything else. */
  readonly first?: boolean;
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

  /**
   * @throws HttpError 405; 404 for a path with a line break inside that no operation has
   * @throws OtherSpelling for such a path of which an operation has the other spelling
   */
  find(method: string, path: string): Match {
    let allow: string | undefined;
    for (const { route, pattern } of this.#compiled) {
      const match = pattern.exec(path);
      if (!match) continue;
      if (route.methods.includes(method)) {
        return { endpoint: route.endpoint, path: { ...match.groups } };
      }
      // Nothing but the pages about the server itself comes before the answer to OPTIONS.
      if (route.first || !everyPath.test(path)) allow ??= route.methods.join(', ');
    }
    if (!everyPath.test(path) && allow === undefined) this.#refuseUnknown(path);
    throw new HttpError(405, 'Method Not Allowed', { allow: allow ?? 'OPTIONS' });
  }

  #refuseUnknown(path: string): never {
    const other = path.endsWith('/') ? withoutSlashes(path) : `${path}/`;
    const known =
      everyPath.test(other) || this.#compiled.some(({ pattern }) => pattern.test(other));
    if (known) throw new OtherSpelling(other);
    throw new HttpError(404, 'Not Found');
  }
}

/** Where a path that nothing matches is sent, because it is served with or without its last slash. */
export class OtherSpelling extends Error {
  constructor(readonly path: string) {
    super(path);
    this.name = 'OtherSpelling';
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

function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}
