import { oneOrMany } from '../bodies/records.js';
import { endpoint } from '../http/endpoint.js';
import type { Mount } from '../http/mount.js';
import { isList, PythonError } from '../python/values.js';
import { siteReportsPath } from '../store/paths.js';
import { guard } from './guard.js';

/** One report of a user a day (UTC); a list is taken and then cannot be stored. */
const post = endpoint({
  body: oneOrMany,
  run: ({ service, body, user }) =>
    guard(
      () => {
        if (isList(body)) {
          throw new PythonError('AttributeError', "'list' object has no attribute 'items'");
        }
        const day = service.now().toISOString().slice(0, 10);
        service.documents.set(siteReportsPath, `${user.email}-${day}`, body);
        return null;
      },
      (error) => `error during posting of site report for ${user.email}: ${error.text}`,
    ),
});

/** Site reports. */
export const siteReportRoutes: readonly Mount[] = [['POST', '', post]];
