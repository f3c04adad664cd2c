import type { SettingName } from '@clio/node';
import type { Context } from '../../context/Context.js';

/** Says so when a change of a file shows no effect, because something goes before it. */
export async function tellWhatGoesBefore(
  context: Context,
  name: SettingName,
  changed: string,
): Promise<void> {
  const { origin, where, value } = (await context.settings())[name];
  if ((origin === 'environment' || origin === 'folder') && where !== changed)
    await context.note(`Note that ${where} goes before it here, and sets ${name} to ${value}.`);
}
