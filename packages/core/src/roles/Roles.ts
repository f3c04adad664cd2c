import * as z from 'zod/mini';
import type { Schema } from '../schemas/Schema.js';

/** A dataset whose terms of service the user has not accepted. */
export interface MissingTerms {
  readonly dataset_name?: string | null | undefined;
  readonly tos_name?: string | null | undefined;
  readonly [field: string]: unknown;
}

/** Who a user is, and what he or she may do. Names as the server gives them. */
export interface Roles {
  readonly email: string;
  readonly name?: string | null | undefined;
  /** Address of a picture; may be empty. */
  readonly picture?: string | null | undefined;
  /** `admin`, or nothing; on older servers also roles that hold for every dataset. */
  readonly global_roles: readonly string[];
  /** Dataset id to roles: `clio_general` reads and writes own things, `clio_write` writes all, `dataset_admin` administrates. */
  readonly datasets: Readonly<Record<string, readonly string[]>>;
  /** The same as if all terms of service were accepted. Absent on older servers. */
  readonly datasets_ignore_tos?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What waits to be accepted. Absent on older servers. */
  readonly missing_tos?: readonly MissingTerms[] | undefined;
  /** Groups that the user belongs to. Absent on the oldest servers. */
  readonly groups?: readonly string[] | undefined;
  readonly [field: string]: unknown;
}

const texts = z.array(z.string());
const rolesOfDatasets = z.record(z.string(), texts);
const missingTerms: Schema<MissingTerms> = z.looseObject({
  dataset_name: z.optional(z.nullable(z.string())),
  tos_name: z.optional(z.nullable(z.string())),
});

const person = {
  email: z.string(),
  name: z.optional(z.nullable(z.string())),
  picture: z.optional(z.nullable(z.string())),
  global_roles: texts,
  datasets: rolesOfDatasets,
  datasets_ignore_tos: z.optional(rolesOfDatasets),
  missing_tos: z.optional(z.array(missingTerms)),
  groups: z.optional(texts),
};

export const rolesSchema: Schema<Roles> = z.looseObject(person);

/** Who a user is, with the address of the login service. */
export interface Profile extends Roles {
  /** Address of the service that logs users in and keeps their tokens. */
  readonly dsg_url: string;
}

export const profileSchema: Schema<Profile> = z.looseObject({ ...person, dsg_url: z.string() });
