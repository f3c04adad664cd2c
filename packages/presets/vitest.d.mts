import type { ViteUserConfig } from 'vitest/config';

/** Where imports of workspace packages lead in tests: to their source. */
export const alias: { find: RegExp; replacement: string }[];

/** The vitest project of one package. */
export function packageTests(
  name: string,
  test?: NonNullable<ViteUserConfig['test']>,
): ViteUserConfig;
