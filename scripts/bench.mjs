// `npm run bench [part of a name]`: every benchmark of the packages, each in a process of its own.
// They print ratios of interleaved runs; seconds of one machine say little about another.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages');
const wanted = process.argv[2] ?? '';
let failed = 0;
for (const name of readdirSync(packages)) {
  const folder = join(packages, name, 'bench');
  if (!existsSync(folder)) continue;
  for (const file of readdirSync(folder).filter(
    (f) => f.endsWith('.bench.mjs') && f.includes(wanted),
  )) {
    console.log(`\n--- ${name}: ${file.replace('.bench.mjs', '')}`);
    const { status } = spawnSync(process.execPath, ['--expose-gc', join(folder, file)], {
      stdio: 'inherit',
    });
    if (status !== 0) failed += 1;
  }
}
process.exit(failed === 0 ? 0 : 1);
