import type { PlainValue } from '../json/plain.js';

type Fields = { readonly [key: string]: PlainValue | undefined };

/**
 * Everything that a sandbox holds, as plain data: what it starts from, and what it reads out.
 *
 * Every part may be left out. In any text `{{clio}}`, `{{dvid}}` and `{{dsg}}` stand for the
 * addresses of the sandbox (`{{dvid-host}}` for host and port of DVID): they are filled in at the
 * start and put back when the state is read out. An integer beyond 2^53 is a `bigint`, or stands in
 * a record given as a string of JSON, or the whole document is given as JSON text.
 */
export interface StateDocument {
  /** Users by alias. What is left out of a user is empty. */
  readonly users?: { readonly [alias: string]: StateUser } | undefined;
  /** Members' emails by name of the group. */
  readonly groups?: { readonly [name: string]: readonly string[] } | undefined;
  /** Stored dataset documents by dataset id; `dvid` and `uuid` say where its bodies are annotated. */
  readonly datasets?: { readonly [id: string]: Fields } | undefined;
  /** Version tags by dataset id. */
  readonly tags?: { readonly [id: string]: StateTags } | undefined;
  /** Any other stored document by its path, `collection/document/…`. */
  readonly documents?: { readonly [path: string]: Fields } | undefined;
  /** Repositories of DVID. */
  readonly repos?: readonly StateRepo[] | undefined;
}

/** What the identity service answers for a user, and the token that the user has. */
export interface StateUser extends Fields {
  readonly token: string;
  readonly email: string;
  readonly name?: string | undefined;
  /** May act for others everywhere; gives no right to read a dataset. */
  readonly admin?: boolean | undefined;
  /** Rights by dataset id: `view`, `edit`. */
  readonly permissions_v2?: { readonly [dataset: string]: readonly string[] } | undefined;
  /** The rights that the user would have with all terms of service accepted. */
  readonly permissions_v2_ignore_tos?:
    | { readonly [dataset: string]: readonly string[] }
    | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly datasets_admin?: readonly string[] | undefined;
  /** Terms of service still to be accepted. */
  readonly missing_tos?: readonly PlainValue[] | undefined;
  readonly service_account?: boolean | undefined;
}

/** The version tags of a dataset. */
export interface StateTags extends Fields {
  readonly tag_to_uuid?: { readonly [tag: string]: string } | undefined;
  readonly uuid_to_tag?: { readonly [uuid: string]: string } | undefined;
  readonly head_tag?: string | undefined;
  readonly head_uuid?: string | undefined;
}

/** A repository of DVID: data instances, and versions that form a tree. */
export interface StateRepo {
  readonly alias?: string | undefined;
  readonly description?: string | undefined;
  readonly instances?: { readonly [name: string]: StateInstance } | undefined;
  /** The first is the root; a later one is a child of `parent`, or of the one before it. */
  readonly versions?: readonly StateVersion[] | undefined;
}

/** A data instance: `neuronjson`, `labelmap` or `keyvalue`. */
export interface StateInstance {
  readonly typename: string;
  readonly config?: Fields | undefined;
}

/** A version of a repository, and what was written in it. */
export interface StateVersion {
  readonly uuid: string;
  readonly parent?: string | undefined;
  readonly branch?: string | undefined;
  readonly locked?: boolean | undefined;
  readonly note?: string | undefined;
  readonly data?: { readonly [instance: string]: StateData } | undefined;
}

/** What was written to one instance in one version; which members there are depends on its type. */
export interface StateData {
  /** neuronjson: annotations as stored, with their `*_user` and `*_time`, or JSON texts of them. */
  readonly records?: readonly (Fields | string)[] | undefined;
  /** neuronjson: ids of bodies whose annotation was deleted. */
  readonly deleted?: readonly (number | bigint)[] | undefined;
  /** neuronjson: the JSON schema that writes must obey. */
  readonly json_schema?: PlainValue | undefined;
  /** labelmap: each label fills z from `from` to `to` (exclusive) of one block at the origin. */
  readonly slabs?: readonly {
    readonly label: number | bigint;
    readonly from: number;
    readonly to: number;
  }[];
  /** labelmap: merges, `[into, other…]`. */
  readonly merges?: readonly (readonly (number | bigint)[])[] | undefined;
  /** keyvalue: values by key. */
  readonly values?: { readonly [key: string]: string } | undefined;
}
