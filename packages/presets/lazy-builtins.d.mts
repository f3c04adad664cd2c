import type { Plugin } from 'esbuild';

export function lazyBuiltins(names: readonly string[]): Plugin;
