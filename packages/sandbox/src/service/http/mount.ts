import type { Endpoint } from './endpoint.js';
import type { Route } from './Router.js';

/** An operation of an area: method, path below the area's prefix, what answers. */
export type Mount = readonly [method: string, path: string, endpoint: Endpoint];

/** Which of the two spellings of a path are served: without and with a slash at its end. */
export type Slashes = 'both' | 'without' | 'with';

/** The routes of an area under a prefix. Nothing is ever redirected to the other spelling. */
export function mount(
  prefix: string,
  mounts: readonly Mount[],
  options: { readonly slashes?: Slashes; readonly hidden?: boolean } = {},
): Route[] {
  const { slashes = 'both', hidden = false } = options;
  return mounts.flatMap(([method, path, endpoint]) => {
    const base = { methods: [method], endpoint, path: prefix + path, hidden };
    const slashed = { ...base, path: `${base.path}/`, hidden: hidden || slashes === 'both' };
    if (slashes === 'without') return [base];
    return slashes === 'with' ? [slashed] : [base, slashed];
  });
}
