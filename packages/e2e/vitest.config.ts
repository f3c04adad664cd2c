import { packageTests } from '../presets/vitest.mjs';

export default packageTests('e2e', {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // The command that is tested is the packed and installed one.
  globalSetup: ['src/installCli.ts'],
});
