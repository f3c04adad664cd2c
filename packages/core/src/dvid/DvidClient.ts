import type { Send } from '../client/Client.js';

/** A connection to a DVID server. Made by `createDvidClient`. */
export interface DvidClient {
  /** Address of the server, without a trailing slash. */
  readonly dvid: string;
  readonly send: Send;
}

/** Options of every function here. */
export interface DvidOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Options of the functions that read annotations. */
export interface DvidInstanceOptions extends DvidOptions {
  /** Name of the data instance that holds the annotations. Default `segmentation_annotations`. */
  readonly instance?: string | undefined;
}

/** Options of the functions that ask about bodies in the image. */
export interface DvidSegmentationOptions extends DvidOptions {
  /** Name of the data instance that holds the segmentation. Default `segmentation`. */
  readonly instance?: string | undefined;
}

/** The path to something of an instance at a version. */
export function annotationsPath(
  version: string,
  instance: string | undefined,
  ...more: string[]
): string[] {
  return ['api', 'node', version, instance ?? 'segmentation_annotations', ...more];
}

/** The same for the segmentation. */
export function segmentationPath(
  version: string,
  instance: string | undefined,
  ...more: string[]
): string[] {
  return ['api', 'node', version, instance ?? 'segmentation', ...more];
}
