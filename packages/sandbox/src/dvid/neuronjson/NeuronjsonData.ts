import type { JsonValue } from '../../json/value.js';
import { type Instance, isHead, type Version } from '../Server.js';
import { VersionedStore } from '../versions/VersionedStore.js';
import { Memory, type MemoryRecord } from './Memory.js';
import type { CompiledSchema } from './schema/compileSchema.js';

/** The texts that an instance holds beside its annotations. */
export type SchemaName = 'json_schema' | 'schema' | 'schema_batch';

/** Annotations of bodies. */
export class NeuronjsonData {
  readonly typename = 'neuronjson';
  /** Records in the store, by the text of their key. */
  readonly records = new VersionedStore<string>();
  /** Records as they were given, where that is not the text in `records`. */
  readonly given = new Map<Version, Map<string, JsonValue>>();
  /** While a state is taken in: what the head holds for a record's text in the store, where that differs. */
  readonly staged = new Map<string, MemoryRecord>();
  /** While a state is taken in: ids of deleted bodies that the head lists, where they are given. */
  ghosts: string[] | undefined;
  readonly schemas = new VersionedStore<Uint8Array>();
  /** The texts as open versions of the default branch see them. */
  readonly cachedSchemas = new Map<SchemaName, Uint8Array>();
  compiledSchema: CompiledSchema | undefined;
  /** Compiles the schema of the start, when it is first needed. */
  compileLater: (() => CompiledSchema | undefined) | undefined;
  readonly memory: Memory;

  constructor(ghosts: boolean) {
    this.memory = new Memory(ghosts);
  }

  store(version: Version, key: string, record: string): void {
    this.records.set(version, key, record);
    this.given.get(version)?.delete(key);
  }

  forget(version: Version, key: string): void {
    this.records.delete(version, key);
    this.given.get(version)?.delete(key);
  }
}

/** An annotation instance in a version. */
export interface View {
  readonly instance: Instance;
  readonly data: NeuronjsonData;
  /** The version whose data is meant; the root for an instance without versions. */
  readonly version: Version;
  /** There if the version is served from memory. */
  readonly memory: Memory | undefined;
}

export function viewOf(instance: Instance, data: NeuronjsonData, version: Version): View {
  return { instance, data, version, memory: isHead(version) ? data.memory : undefined };
}
