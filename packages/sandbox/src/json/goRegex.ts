import { RE2JS } from 're2js';

/**
 * Compiles a regular expression of Go. RE2 in JavaScript differs in one thing: it admits a group's
 * name but once. Names say nothing about what matches, so that the groups lose theirs then.
 *
 * @throws when Go could not compile it either
 */
export function compileRegex(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('duplicate capture group name'))) {
      throw error;
    }
    return RE2JS.compile(
      source.replace(/\\.|\(\?P?<\w+>/gs, (part) => (part.startsWith('(') ? '(' : part)),
    );
  }
}
