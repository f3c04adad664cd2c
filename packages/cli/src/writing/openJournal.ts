import { join } from 'node:path';
import { type FileJournal, fileJournal, stateFolder } from '@clio/node';
import type { Context } from '../context/Context.js';

/** The journals of this user's runs, in the state folder. Damaged ones are named on standard error. */
export function openJournal(
  context: Context,
  onDamage: (reason: string) => void = (reason) => {
    context.warn(reason).catch(() => {});
  },
): FileJournal {
  return fileJournal({
    folder: join(stateFolder(context.env), 'runs'),
    now: context.now,
    onDamage: (_id, reason) => onDamage(reason),
  });
}
