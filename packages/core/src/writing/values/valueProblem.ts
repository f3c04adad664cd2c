const highestInteger = 2n ** 64n - 1n;
const lowestInteger = -(2n ** 63n);
const highestListed = 2n ** 63n - 1n;

/**
 * Why the server would not keep a value as it is, or undefined when it would.
 *
 * The server keeps an integer exactly only as a value of its own (−2^63 to 2^64 − 1) and in a list of
 * nothing but integers (to 2^63 − 1). Everywhere else a number becomes a double. In lists, `null`
 * becomes 0 or an empty text. Half of a surrogate pair becomes U+FFFD.
 */
export function valueProblem(value: unknown): string | undefined {
  switch (typeof value) {
    case 'bigint':
      if (value > highestInteger || value < lowestInteger) {
        return `${short(value)} is beyond 64 bits, and the server would round it; write it as text`;
      }
      return undefined;
    case 'number':
      return numberProblem(value);
    case 'string':
      return textProblem(value);
    case 'boolean':
      return undefined;
    case 'object':
      if (value === null) return undefined;
      return Array.isArray(value) ? listProblem(value) : nestedProblem(value, new Set());
    default:
      return `a ${typeof value} is no value that can be written`;
  }
}

function listProblem(list: readonly unknown[]): string | undefined {
  if (list.some((member) => member === null || member === undefined)) {
    return 'a list may not hold null: the server would turn it into 0 or an empty text';
  }
  const integers = list.every(
    (member) =>
      typeof member === 'bigint' || (typeof member === 'number' && Number.isInteger(member)),
  );
  if (!integers) return nestedProblem(list, new Set());
  for (const member of list as readonly (number | bigint)[]) {
    if (typeof member === 'number') {
      const problem = numberProblem(member);
      if (problem) return problem;
    } else if (member > highestListed || member < lowestInteger) {
      return `${short(member)} in a list is beyond 2^63 − 1, and the server would round it; write the list as texts`;
    }
  }
  return undefined;
}

/** Within objects and lists that are not all integers, where every number becomes a double. */
function nestedProblem(value: unknown, open: Set<unknown>): string | undefined {
  switch (typeof value) {
    case 'bigint':
      return Number.isSafeInteger(Number(value))
        ? undefined
        : `${short(value)} within a list or an object would be rounded by the server; write it as text`;
    case 'number':
      return numberProblem(value);
    case 'string':
      return textProblem(value);
    case 'boolean':
    case 'undefined':
      return undefined;
    case 'object': {
      if (value === null) return undefined;
      if (open.has(value)) return 'the value holds itself';
      const kind = Object.prototype.toString.call(value).slice(8, -1);
      if (kind !== 'Object' && kind !== 'Array') return `a ${kind} is no value that can be written`;
      open.add(value);
      for (const [key, member] of Object.entries(value)) {
        const problem = textProblem(key) ?? nestedProblem(member, open);
        if (problem) return problem;
      }
      open.delete(value);
      return undefined;
    }
    default:
      return `a ${typeof value} is no value that can be written`;
  }
}

function numberProblem(value: number): string | undefined {
  if (!Number.isFinite(value)) return `${value} is no value that can be written`;
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    return `the number ${value} has lost its last digits already; give it as a bigint or as text`;
  }
  return undefined;
}

function textProblem(value: string): string | undefined {
  return isWellFormed(value)
    ? undefined
    : 'the text holds half of a surrogate pair, which the server would replace';
}

/** `String.prototype.isWellFormed`, which not every supported engine has. */
function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/.test(text);
}

function short(value: bigint): string {
  const text = String(value);
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
