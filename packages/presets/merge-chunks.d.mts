export function mergeChunks(
  folder: string,
  groups: Readonly<Record<string, readonly string[]>>,
  external?: readonly string[],
): Promise<void>;
