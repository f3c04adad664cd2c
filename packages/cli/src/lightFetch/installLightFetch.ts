import { LightHeaders } from './LightHeaders.js';
import { LightRequest } from './LightRequest.js';
import { LightResponse } from './LightResponse.js';

/** Nothing here sends a form; whoever asks whether forms are known must not load all of `fetch`. */
class NoFormData {
  constructor() {
    throw new TypeError('forms are not sent from here');
  }
}

/**
 * Puts small classes of our own in the place of `Headers`, `Request`, `Response` and `FormData`. Node's own load its
 * whole HTTP client at their first mention, which takes longer than all the rest of a command with one
 * request; and none of it is used, since requests go out by `nodeFetch`. For the process of the `clio`
 * command only, which owns its globals; the libraries have Node's own.
 */
export function installLightFetch(scope: object = globalThis): void {
  // Assigned and not defined: to define a property that is made at its first use makes it.
  Object.assign(scope, {
    Headers: LightHeaders,
    Request: LightRequest,
    Response: LightResponse,
    FormData: NoFormData,
  });
}
