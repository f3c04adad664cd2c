import { updateConfig } from '@clio/node';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import { suggest } from '../../errors/suggest.js';
import type { CommandInput } from '../CommandInput.js';

export interface DeleteOptions {
  readonly name: string;
}

export function toOptions(input: CommandInput): DeleteOptions {
  return { name: input.word(0, 'the name') };
}

/** Deletes an alias. */
export async function run(context: Context, { name }: DeleteOptions): Promise<undefined> {
  const { path } = await updateConfig(
    (config) => {
      const { [name]: gone, ...aliases } = config.aliases ?? {};
      if (gone === undefined) {
        const near = suggest(name, Object.keys(aliases));
        throw new UsageError(`there is no alias "${name}"`, {
          next: near ? `Did you mean "${near}"?` : 'See "clio alias list".',
        });
      }
      return { ...config, aliases };
    },
    { env: context.env },
  );
  await context.note(`Deleted from ${path}.`);
}
