import type { Plugin } from 'esbuild';

export function directImports(indexes: Readonly<Record<string, string>>): Plugin;
