import type { System } from '../context/System.js';

/**
 * Whether the person may be told of a newer version, as far as can be seen without opening a file: at a
 * terminal with all three streams, which a script that reads or keeps something has not; not where a
 * continuous build runs; and not against the person's wish.
 */
export function isUpdateNoticeWanted({ streams, env }: Pick<System, 'streams' | 'env'>): boolean {
  const { stdin, stdout, stderr } = streams;
  // Standard input last: to look at it may open it.
  if (!stdout.isTTY || !stderr.isTTY || !stdin.isTTY) return false;
  return ![env.CI, env.CLIO_NO_UPDATE_NOTICE, env.NO_UPDATE_NOTIFIER].some((value) =>
    value?.trim(),
  );
}
