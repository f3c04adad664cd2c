import { describeBuild } from './build.js';
import { descriptor } from './context/descriptor.js';
import { keepCompiled } from './keepCompiled.js';

const argv = process.argv.slice(2);
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  const fail = (error: NodeJS.ErrnoException) => {
    // A reader that has gone away is no error.
    if (error.code === 'EPIPE') return;
    process.stderr.write(`clio: standard output cannot be written: ${error.message}\n`);
    process.exitCode = 1;
  };
  try {
    const rest = descriptor(1).write(Buffer.from(`${describeBuild()}\n`));
    if (rest.length > 0) process.stdout.on('error', fail).write(rest);
  } catch (error) {
    fail(error as NodeJS.ErrnoException);
  }
} else {
  keepCompiled();
  // No await: the bundle is CommonJS, which has none at the top.
  void import('./runProcess.js').then(({ runProcess }) => runProcess(argv, describeBuild()));
}
