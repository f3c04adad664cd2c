import type { DatasetClient } from '../../client/Client.js';
import { fetchDataset } from '../../datasets/fetchDataset.js';
import { InputError } from '../../errors/InputError.js';
import { fetchRoles } from '../../roles/fetchRoles.js';
import { fetchHead } from '../../versions/fetchHead.js';
import { sameVersion } from '../../versions/sameVersion.js';
import type { ApplyOptions } from '../ApplyOptions.js';
import { sameUser } from '../diff/fieldState.js';
import { askLeaf, askLocked } from '../facts/dvid.js';
import { dvidSource, versionName } from '../facts/gatherFacts.js';
import { refused } from '../guard/guardPlan.js';
import type { Plan } from '../Plan.js';

/**
 * Checks, before anything is sent, that the plan's version still is what it was: the head, where it
 * was planned for the head, and open. Gives the email of who is going to write.
 *
 * @throws InputError when the head has moved, or the plan relies on being carried out by its maker.
 * @throws WriteRefusedError when the version is locked.
 */
export async function checkTarget(
  client: DatasetClient,
  plan: Plan,
  options: Pick<ApplyOptions, 'dvid' | 'signal'>,
): Promise<string> {
  const { target } = plan;
  const { signal } = options;
  const [dataset, roles, head] = await Promise.all([
    fetchDataset(client, { signal }),
    fetchRoles(client, { signal }),
    target.asked === undefined ? currentTarget(client, plan, signal) : undefined,
  ]);
  const source = dvidSource(client, dataset, options);
  if (head !== undefined && !sameVersion(head.uuid, target.uuid)) {
    const leaf = head.uuid.includes(':') && source ? await askLeaf(source, head.uuid) : undefined;
    if (leaf === undefined || !sameVersion(leaf, target.uuid)) {
      throw new InputError(
        `The plan is for version ${versionName(target)}, and the head is ${versionName({ ...head, uuid: leaf ?? head.uuid })} now. Plan again for the head; to write to the old version on purpose, name it as the version when planning.`,
      );
    }
  }
  if (source && (await askLocked(source, target.uuid)) === true) {
    throw refused([
      {
        rule: 'locked',
        refuses: true,
        reason: `version ${versionName(target)} has been locked; plan again for an open version`,
      },
    ]);
  }
  if (plan.guards.overwriteMine && !sameUser(roles.email, plan.user)) {
    throw new InputError(
      `The plan replaces values of ${plan.user}, who made it, and this token is ${roles.email}'s. Let ${plan.user} apply it, or plan again.`,
    );
  }
  return roles.email;
}

/** Where a plan without a version goes now: deletes to the dataset's own version, writes to the head. */
async function currentTarget(
  client: DatasetClient,
  plan: Plan,
  signal: AbortSignal | undefined,
): Promise<{ uuid: string; tag?: string | undefined }> {
  if (plan.kind !== 'delete') return fetchHead(client, { signal });
  const { uuid } = await fetchDataset(client, { signal });
  return { uuid: uuid ?? '' };
}
