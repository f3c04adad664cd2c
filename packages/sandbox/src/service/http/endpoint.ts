import type { RawResponse } from '../../http/messages.js';
import type { User } from '../identity/User.js';
import type { PythonValue } from '../python/values.js';
import type { Service } from '../Service.js';
import { missing, type ValidationItem, type Validator } from '../validation/outcome.js';
import { type Parameters, type ParameterValues, readParameter } from '../validation/parameters.js';
import { jsonAnswer } from './answers.js';
import { readBody } from './body.js';
import { type Incoming, queryValue } from './Incoming.js';
import { ValidationFailure } from './ValidationFailure.js';

/** What a handler gets. */
export interface Call<Q extends Parameters, B, U> {
  readonly service: Service;
  readonly incoming: Incoming;
  /** Decoded path parameters. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: ParameterValues<Q>;
  readonly body: B;
  /** Who calls; an operation for everybody does not know. */
  readonly user: U;
}

/** An operation: what it takes and what it does. A value is answered as JSON with 200. */
export interface Operation<Q extends Parameters, B, U> {
  readonly query?: Q;
  /** Left out: the body is not looked at. */
  readonly body?: Validator<B>;
  run(call: Call<Q, B, U>): PythonValue | RawResponse | Promise<PythonValue | RawResponse>;
}

/** An operation ready to be mounted, with its types checked. */
export interface Endpoint {
  readonly parameters: Parameters;
  readonly takesBody: boolean;
  answer(
    service: Service,
    incoming: Incoming,
    path: Readonly<Record<string, string>>,
  ): Promise<RawResponse>;
}

/** An operation for those who are signed in. */
export function endpoint<Q extends Parameters, B = null>(
  operation: Operation<Q, B, User>,
): Endpoint {
  return mount(operation, (service, incoming) => service.signIn(incoming));
}

/** An operation for everybody. */
export function openEndpoint<Q extends Parameters, B = null>(
  operation: Operation<Q, B, undefined>,
): Endpoint {
  return mount(operation, () => Promise.resolve(undefined));
}

/** The server's order: syntax of the body, credentials, then all parameters and the body's shape. */
function mount<Q extends Parameters, B, U>(
  operation: Operation<Q, B, U>,
  signIn: (service: Service, incoming: Incoming) => Promise<U>,
): Endpoint {
  const parameters = operation.query ?? ({} as Q);
  return {
    parameters,
    takesBody: operation.body !== undefined,
    async answer(service, incoming, path) {
      const sent = operation.body ? readBody(incoming) : null;
      const user = await signIn(service, incoming);
      const items: ValidationItem[] = [];
      const query = readQuery(parameters, incoming, items);
      const body = operation.body ? checkBody(operation.body, sent, items) : null;
      if (items.length > 0) throw new ValidationFailure(items);
      const result = await operation.run({ service, incoming, path, query, body: body as B, user });
      return isAnswer(result) ? result : jsonAnswer(result);
    },
  };
}

function readQuery<Q extends Parameters>(
  parameters: Q,
  incoming: Incoming,
  items: ValidationItem[],
): ParameterValues<Q> {
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const result = readParameter(parameter, queryValue(incoming, name), ['query', name]);
    if (result.ok) values[name] = result.value;
    else items.push(...result.items);
  }
  return values as ParameterValues<Q>;
}

/** `null` counts as no body. */
function checkBody<B>(type: Validator<B>, sent: PythonValue, items: ValidationItem[]): B | null {
  if (sent === null) {
    items.push(missing(['body']));
    return null;
  }
  const result = type(sent, ['body']);
  if (result.ok) return result.value;
  items.push(...result.items);
  return null;
}

function isAnswer(result: PythonValue | RawResponse): result is RawResponse {
  return typeof result === 'object' && result !== null && 'status' in result && 'headers' in result;
}
