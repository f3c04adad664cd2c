import { bodyRoutes } from './bodies/routes.js';
import { type Mount, mount } from './http/mount.js';
import type { Route } from './http/Router.js';
import { atlasRoutes } from './routes/atlas.js';
import { browserRoutes } from './routes/browser.js';
import { datasetRoutes } from './routes/datasets.js';
import { keyValueRoutes } from './routes/kv.js';
import { openapi } from './routes/openapi.js';
import { documentation, home } from './routes/pages.js';
import { pointRoutes } from './routes/points.js';
import { pullRoutes } from './routes/pulls.js';
import { roleRoutes } from './routes/roles.js';
import { searchRoutes } from './routes/searches.js';
import { serverRoutes } from './routes/server.js';
import { siteReportRoutes } from './routes/siteReports.js';
import { neuprintRoutes, signatureRoutes, transferRoutes } from './routes/unconfigured.js';
import { userRoutes } from './routes/users.js';
import { volumeProxyRoutes, volumeRoutes } from './routes/volumes.js';

/** Areas that were served otherwise before DatasetGateway. */
export interface Replacements {
  readonly roles: readonly Mount[];
  readonly users: readonly Mount[];
  readonly server: readonly Mount[];
}

/** All that is served, in the server's order; with replacements, as before DatasetGateway. */
export function allRoutes(legacy?: Replacements): Route[] {
  const routes: Route[] = [
    about(
      '/openapi.json',
      openapi(() => routes),
    ),
    about('/docs', documentation),
    about('/docs/oauth2-redirect', documentation),
    about('/redoc', documentation),
    ...twice('/test', true, legacy),
    ...mount('/v2/json-annotations', bodyRoutes),
    ...twice('/v2', false, legacy),
    ...mount('/v2/site-reports', siteReportRoutes),
    ...mount('/v2/server', legacy?.server ?? serverRoutes),
    ...mount('/v2/volumes', volumeRoutes),
    ...mount('/v2/volumes', volumeProxyRoutes, { hidden: true }),
    ...(legacy ? [] : mount('', browserRoutes, { slashes: 'without' })),
    { methods: ['GET'], path: '/', endpoint: home, hidden: false },
  ];
  return routes;
}

/** What tells about the server; nothing else is served to HEAD. */
function about(path: string, endpoint: Route['endpoint']): Route {
  return { methods: ['GET', 'HEAD'], path, endpoint, hidden: true, first: true };
}

/** What is mounted under `/v2` and once more under `/test`. */
function twice(prefix: string, hidden: boolean, legacy: Replacements | undefined): Route[] {
  return [
    ...mount(`${prefix}/annotations`, pointRoutes, { hidden }),
    ...mount(`${prefix}/atlas`, atlasRoutes, { hidden }),
    ...mount(`${prefix}/neuprint`, neuprintRoutes, { hidden }),
    ...mount(`${prefix}/datasets`, datasetRoutes, { hidden }),
    ...mount(`${prefix}/signatures`, signatureRoutes, { hidden, slashes: 'without' }),
    ...mount(`${prefix}/transfer`, transferRoutes, { hidden, slashes: 'with' }),
    ...mount(`${prefix}/kv`, keyValueRoutes, { hidden }),
    ...mount(`${prefix}/savedsearches`, searchRoutes, { hidden }),
    ...mount(`${prefix}/users`, legacy?.users ?? userRoutes, { hidden }),
    ...mount(`${prefix}/roles`, legacy?.roles ?? roleRoutes, { hidden }),
    ...mount(`${prefix}/pull-request`, pullRoutes, { hidden }),
  ];
}
