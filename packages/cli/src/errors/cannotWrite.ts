import { CliError } from './CliError.js';
import { ExitCode } from './ExitCode.js';

const reasons: Readonly<Record<string, readonly [why: string, next: string]>> = {
  ENOSPC: ['No space is left on the device.', 'Make room, or write to another place.'],
  EDQUOT: ['Your quota on the device is used up.', 'Make room, or write to another place.'],
  ENOENT: ['There is no such folder.', 'Make the folder first, or check the path.'],
  ENOTDIR: ['A part of the path is a file.', 'Check the path.'],
  EISDIR: ['It is a folder.', 'Name a file.'],
  EACCES: ['You may not write there.', 'Check its owner and permissions.'],
  EPERM: ['You may not write there.', 'Check its owner and permissions.'],
  EROFS: ['What is there can only be read.', 'Write to another place.'],
};

/** The error for a place that cannot be written to, with what the system said in plain words. */
export function cannotWrite(place: string, cause: unknown): CliError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const [why, next] = reasons[code ?? ''] ?? [`${message}.`];
  return new CliError(ExitCode.failed, `${place} cannot be written`, { why, next, cause });
}
