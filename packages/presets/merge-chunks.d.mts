export function mergeChunks(
  folder: string,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<void>;
