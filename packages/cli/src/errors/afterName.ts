/** Words with which a sentence of the library begins; a name that somebody gave stays as it is. */
const ordinary =
  /^(An?|Another|Annotations|Dataset|It|No|Nothing|Points|Record|Run|The|There|This|Version) /;

/** A sentence as it stands behind `clio: `: in lower case and without a full stop, whoever wrote it. */
export function afterName(sentence: string): string {
  const text = sentence.replace(/(?<!\.)\.$/, '');
  return ordinary.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
