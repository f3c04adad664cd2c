import type { DatasetClient } from '../../client/Client.js';
import { InputError } from '../../errors/InputError.js';
import type { BodyId } from '../../integers/BodyId.js';
import { toBodyId } from '../../integers/toBodyId.js';
import { sameVersion } from '../../versions/sameVersion.js';
import { fieldState, fieldsOf, sameUser } from '../diff/fieldState.js';
import { fetchRecords } from '../facts/fetchRecords.js';
import { gatherFacts, versionName } from '../facts/gatherFacts.js';
import type { GuardOptions, Notice, Plan, PlannedBody } from '../Plan.js';
import type { FactSources } from '../PlanOptions.js';

/** Settings of {@link planDeletes}. */
export interface DeleteOptions
  extends Pick<GuardOptions, 'maxOverwrites' | 'ignoreRole'>,
    Pick<FactSources, 'dvid' | 'dvidTimeout'> {
  /**
   * The version to delete in, as tag or uuid. The server always deletes in the dataset's own version,
   * so any other is refused. Default: the dataset's own.
   */
  readonly version?: string | undefined;
  /** The clock. Default: the system's. */
  readonly now?: (() => Date) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Plans to take away whole records. Nothing is sent; {@link applyPlan} deletes each record that still
 * stands as it was planned, and an undo brings it back with its stamps.
 *
 * Each field with a value is a change to no value in the plan. Whose values they are is shown there and
 * in a notice; a delete is asked for by name, so nothing more is needed to allow it.
 *
 * @param bodyids - the bodies; a repeated one counts once. A body without a record ends as `same`.
 *
 * @throws InputError for what is no body id, and for a version other than the dataset's own.
 *
 * @example
 * ```ts
 * const plan = await planDeletes(client, [154109, 200326126]);
 * const report = await applyPlan(client, plan, { journal });
 * ```
 */
export async function planDeletes(
  client: DatasetClient,
  bodyids: Iterable<BodyId | string>,
  options: DeleteOptions = {},
): Promise<Plan> {
  const { now = () => new Date(), signal } = options;
  const ids = [...new Set([...bodyids].map(toBodyId))];
  const facts = await gatherFacts(client, { ...options, own: true });
  if (
    options.version !== undefined &&
    facts.asked &&
    !sameVersion(facts.asked, facts.target.uuid)
  ) {
    throw new InputError(
      `A delete goes to the version that dataset ${client.dataset} names, ${versionName(facts.target)}, and to no other. To take values away in version ${options.version}, clear the fields there.`,
    );
  }
  const records = await fetchRecords(client, ids, { version: facts.target.uuid, signal });
  let others = 0;
  const bodies = ids.map((bodyid): PlannedBody => {
    const record = records.get(bodyid);
    if (record === undefined) {
      return { bodyid, action: 'delete', existed: false, changes: [], same: 0 };
    }
    const changes = [...fieldsOf(record)].flatMap((field) => {
      const before = fieldState(record, field);
      if (before.value === undefined) return [];
      if (before.user !== undefined && !sameUser(before.user, facts.user)) others++;
      return [{ field, verdict: 'clear' as const, before }];
    });
    return { bodyid, action: 'delete', existed: true, changes, same: 0, record };
  });
  const notices: Notice[] = [...facts.notices];
  if (others > 0) {
    notices.push({
      kind: 'set-by-others',
      message: `${others === 1 ? 'one value was' : `${others} values were`} set by others than ${facts.user}`,
    });
  }
  return {
    format: 'clio-plan',
    version: 1,
    kind: 'delete',
    server: client.server,
    dataset: client.dataset,
    target: facts.target,
    user: facts.user,
    created: now().toISOString(),
    guards: {
      ...(options.maxOverwrites === undefined ? {} : { maxOverwrites: options.maxOverwrites }),
      ...(options.ignoreRole ? { ignoreRole: true } : {}),
    },
    notices,
    problems: facts.problems,
    same: {},
    bodies,
  };
}
