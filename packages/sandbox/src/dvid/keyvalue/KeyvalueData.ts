import { VersionedStore } from '../versions/VersionedStore.js';

/** Bytes by key. */
export class KeyvalueData {
  readonly typename = 'keyvalue';
  readonly values = new VersionedStore<Uint8Array>();
}
