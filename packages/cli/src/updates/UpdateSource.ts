/** Where newer versions of `clio` are heard of. */
export interface UpdateSource {
  /** Name of the package in the registry. */
  readonly package: string;
  /** The version that runs. */
  readonly version: string;
  /**
   * Starts to ask for the latest version, and does not wait: what the registry answers is written into
   * this file whenever it comes.
   */
  lookUp(file: string): void;
}
