import { openEndpoint } from '../http/endpoint.js';
import type { Route } from '../http/Router.js';
import type { PythonDict, PythonValue } from '../python/values.js';

/** `/openapi.json`: the operations that are served, with their parameters; shapes of bodies are not described. */
export function openapi(routes: () => readonly Route[]) {
  return openEndpoint({ run: () => describe(routes()) });
}

function describe(routes: readonly Route[]): PythonDict {
  const paths = new Map<string, PythonDict>();
  for (const route of routes) {
    if (route.hidden) continue;
    const operations = paths.get(route.path) ?? new Map();
    for (const method of route.methods) operations.set(method.toLowerCase(), operation(route));
    paths.set(route.path, operations);
  }
  return object([
    ['openapi', '3.1.0'],
    [
      'info',
      object([
        ['title', 'FastAPI'],
        ['version', '0.1.0'],
      ]),
    ],
    ['paths', paths],
    ['components', object([['securitySchemes', object([['OAuth2PasswordBearer', scheme()]])]])],
  ]);
}

function scheme(): PythonDict {
  const password = object([
    ['scopes', new Map()],
    ['tokenUrl', 'token'],
  ]);
  return object([
    ['type', 'oauth2'],
    ['flows', object([['password', password]])],
  ]);
}

function operation({ path, endpoint }: Route): PythonDict {
  const inPath = [...path.matchAll(/\{(\w+)/g)].map(([, name = '']) =>
    parameter(name, 'path', true),
  );
  const inQuery = Object.entries(endpoint.parameters).map(([name, { fallback }]) =>
    parameter(name, 'query', fallback === undefined),
  );
  const members: [string, PythonValue][] = [
    ['parameters', [...inPath, ...inQuery]],
    ['responses', object([['200', object([['description', 'Successful Response']])]])],
  ];
  if (endpoint.takesBody) {
    const content = object([['application/json', object([['schema', new Map()]])]]);
    members.push([
      'requestBody',
      object([
        ['required', true],
        ['content', content],
      ]),
    ]);
  }
  return object(members);
}

function parameter(name: string, place: string, required: boolean): PythonDict {
  return object([
    ['name', name],
    ['in', place],
    ['required', required],
    ['schema', new Map()],
  ]);
}

function object(members: readonly (readonly [string, PythonValue])[]): PythonDict {
  return new Map(members);
}
