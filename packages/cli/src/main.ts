import { describeBuild } from './build.js';
import { keepCompiled } from './keepCompiled.js';

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has gone away is no error.
    if (error.code === 'EPIPE') return;
    process.stderr.write(`clio: standard output cannot be written: ${error.message}\n`);
    process.exitCode = 1;
  });
  process.stdout.write(`${describeBuild()}\n`);
} else {
  keepCompiled();
  // No await: the bundle is CommonJS, which has none at the top.
  void import('./runProcess.js').then(({ runProcess }) => runProcess(argv, describeBuild()));
}
