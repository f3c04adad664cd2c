import { SandboxError } from '../SandboxError.js';

/**
 * A module of Node itself. Not imported, so that a bundle for a browser need not know of it.
 *
 * @throws SandboxError where there is no Node
 */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (found === undefined) {
    throw new SandboxError(
      'Only Node can listen on a port; elsewhere use the fetch of the sandbox.',
    );
  }
  return found as Builtins[Name];
}

interface Builtins {
  'node:http': typeof import('node:http');
  'node:zlib': typeof import('node:zlib');
}
