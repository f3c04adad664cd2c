import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/runClio.js';
import { nodeProgram } from './nodeProgram.js';

it.skipIf(process.platform === 'win32')(
  'says what to do about a program that may not be run',
  async () => {
    const path = join(temporaryFolder(), 'clio-plain');
    writeFileSync(path, 'no program', { mode: 0o600 });
    await expect(nodeProgram(path, [])).rejects.toMatchObject({
      name: 'CliError',
      message: `${path} cannot be run`,
      why: 'You may not run it.',
    });
    expect(await nodeProgram(join(temporaryFolder(), 'none'), [])).toBeUndefined();
  },
);
