// `npm run check`: everything besides tests that must hold. Runs all checks, then says which failed.
import { spawnSync } from 'node:child_process';

const checks = [
  ['lint and format', ['biome', 'ci', '.', '--error-on-warnings']],
  ['types', ['turbo', 'run', 'typecheck', '--output-logs=errors-only']],
  ['packages', ['turbo', 'run', 'check:package', '--output-logs=errors-only', '--concurrency=2']],
  ['sizes', ['size-limit']],
  ['sessions with each Node', ['node', 'scripts/nodes.mjs']],
];

let passed = 0;
const failed = [];
for (const [name, [command, ...args]] of checks) {
  console.log(`--- ${name}`);
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) passed += 1;
  else failed.push(name);
}
if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
console.log(`checks: ${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
