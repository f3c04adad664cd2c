import { expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { createClient } from '../client/createClient.js';
import { DecodeError } from '../errors/DecodeError.js';
import { InvalidRequestError, PermissionError } from '../errors/ResponseError.js';
import { queryNeuprint } from './queryNeuprint.js';

const query = { cypher: 'MATCH (n) RETURN n.bodyId', dataset: 'hemibrain:v1.2.1' };

/** neuPrint is a server of its own, which the sandbox has not; these are its answers. */
function answering(body: string) {
  const calls: RequestInit[] = [];
  const client = createClient({
    server: 'https://clio.test',
    dataset: 'MB',
    fetch: (async (_url: string, init: RequestInit) => {
      calls.push(init);
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    }) as unknown as typeof fetch,
  });
  return { client, calls };
}

it('gives a table with exact ids', async () => {
  const { client, calls } = answering(
    '{"columns":["id"],"data":[[720575940621039145],[7]],"debug":"x"}',
  );
  expect(await queryNeuprint(client, query)).toEqual({
    columns: ['id'],
    data: [[720575940621039145n], [7]],
    debug: 'x',
  });
  expect(JSON.parse(String(calls[0]?.body))).toEqual(query);
});

it('throws what neuPrint says is wrong, although the status is 200', async () => {
  const { client } = answering(
    '{"error":"Neo4j error: Invalid input \'X\' at http://neo4j.internal:7474/db"}',
  );
  const error = await failureOf(queryNeuprint(client, query));
  expect(error).toBeInstanceOf(InvalidRequestError);
  expect(error).toMatchObject({ status: 200 });
  expect(error.message).toContain(
    "neuPrint refused the query on hemibrain:v1.2.1: Neo4j error: Invalid input 'X'",
  );
  expect(error.message).not.toContain('neo4j.internal');
});

it.each(['{}', 'null', '[]', '{"columns":["a"]}', ''])('cannot read %j', async (body) => {
  expect(await failureOf(queryNeuprint(answering(body).client, query))).toBeInstanceOf(DecodeError);
});

it('fails as the server does', async () => {
  const { as } = stage();
  expect(await failureOf(queryNeuprint(as('sam'), query))).toBeInstanceOf(PermissionError);
  expect((await failureOf(queryNeuprint(as('ed'), query))).message).toContain(
    'has no assigned neuprint server',
  );
  expect(await failureOf(queryNeuprint(as('ed', 'nosuch'), query))).toBeInstanceOf(PermissionError);
});

it('refuses a query that says nothing', async () => {
  const { as, sandbox } = stage();
  for (const wrong of [{ ...query, cypher: '' }, { cypher: 'x' }, { ...query, more: 1 }]) {
    expect(await failureOf(queryNeuprint(as('ed'), wrong as never))).toMatchObject({
      code: 'input',
    });
  }
  expect(sandbox.requests).toEqual([]);
});
