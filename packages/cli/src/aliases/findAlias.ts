import { readConfig } from '@clio/node';

/** What an alias of the person's own stands for; undefined where there is none of that name. */
export async function findAlias(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const { aliases = {} } = (await readConfig({ env })).config;
  return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
}
