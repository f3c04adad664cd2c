import { sections } from '../commands/CommandSpec.js';
import type { System } from '../context/System.js';
import type { Commands } from '../program.js';
import { topics } from './topics.js';

/**
 * What `clio` alone prints: the commands by what they are for, and the next step for somebody who has
 * no token yet. It asks no server.
 */
export async function overview(commands: Commands, { env }: Pick<System, 'env'>): Promise<string> {
  const all = [...commands.groups, ...commands.top.filter(({ hidden }) => !hidden)];
  const width = Math.max(...[...all, ...topics].map(({ name }) => name.length)) + 2;
  const line = ({ name, summary }: { name: string; summary: string }) =>
    `  ${name.padEnd(width)}${summary}`;
  const lines = [
    'Read, and safely write, the annotations of neurons.',
    '',
    'Usage: clio NOUN VERB [flags]',
  ];
  for (const section of sections) {
    const inSection = all.filter((one) => one.section === section);
    if (inSection.length > 0) lines.push('', `${section}:`, ...inSection.map(line));
  }
  lines.push(
    '',
    'Topics (clio help TOPIC):',
    ...topics.map(line),
    '',
    ...(await nextStep({ env })),
  );
  return `${lines.join('\n')}\n`;
}

async function nextStep({ env }: Pick<System, 'env'>): Promise<string[]> {
  const more = '"clio NOUN --help" lists the verbs, "clio NOUN VERB --help" explains one.';
  const { configFolder, fileTokenStore, readEnvironment } = await import('../context/tokens.js');
  if (readEnvironment(env).token !== undefined) return [more];
  const servers = await fileTokenStore({ folder: configFolder(env) })
    .servers()
    // A damaged file is reported by the command that needs it.
    .catch(() => ['unknown']);
  if (servers.length > 0) return [more];
  return [
    'You are not logged in yet:',
    '  clio auth login      log in to the server',
    '  clio sandbox start   or try things on a Clio of your own, without an account',
    '',
    more,
  ];
}
