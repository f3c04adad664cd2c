import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { createClient } from '../client/createClient.js';
import { DecodeError } from '../errors/DecodeError.js';
import { NotFoundError, PermissionError, ResponseError } from '../errors/ResponseError.js';
import { fetchSignature } from './fetchSignature.js';
import { fetchSimilarPlaces } from './fetchSimilarPlaces.js';

const place = [1200, 880, 450] as const;

/** The sandbox, like most servers, has no signatures; these are the answers of one that has. */
function answering(body: unknown) {
  const urls: string[] = [];
  const client = createClient({
    server: 'https://clio.test',
    dataset: 'MB',
    fetch: (async (url: string) => {
      urls.push(url);
      return Response.json(body);
    }) as typeof fetch,
  });
  return { client, urls };
}

describe('fetchSignature', () => {
  it('gives the exact number', async () => {
    const { client, urls } = answering({
      point: [1203, 880, 455],
      signature: '-4611686018427387905',
    });
    expect(await fetchSignature(client, place)).toEqual({
      point: [1203, 880, 455],
      signature: -4611686018427387905n,
    });
    expect(urls).toEqual(['https://clio.test/v2/signatures/atlocation/MB?x=1200&y=880&z=450']);
  });

  it.each(['dataset not found', 'point not found'])('is not found: %s', async (messsage) => {
    const error = await failureOf(fetchSignature(answering({ messsage }).client, place));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toBe(
      `There is no signature near 1200, 880, 450 in dataset MB: ${messsage}.`,
    );
  });

  it.each([{}, { point: [1, 2, 3] }, { point: [1, 2, 3], signature: 'x' }, null])(
    'cannot read %j',
    async (body) => {
      expect(await failureOf(fetchSignature(answering(body).client, place))).toBeInstanceOf(
        DecodeError,
      );
    },
  );
});

describe('fetchSimilarPlaces', () => {
  it('gives the places', async () => {
    const matches = [{ point: [1, 2, 3], dist: 3, score: 0.625 }];
    const { client, urls } = answering({ matches });
    expect(await fetchSimilarPlaces(client, place)).toEqual(matches);
    expect(urls).toEqual(['https://clio.test/v2/signatures/likelocation/MB?x=1200&y=880&z=450']);
  });

  it('is empty when nothing is alike', async () => {
    const { client } = answering({ matches: [], message: 'no matches' });
    expect(await fetchSimilarPlaces(client, place)).toEqual([]);
  });

  it('is not found where there is no signature', async () => {
    const { client } = answering({ messsage: 'point not found' });
    expect(await failureOf(fetchSimilarPlaces(client, place))).toBeInstanceOf(NotFoundError);
  });
});

it('fails as the server does', async () => {
  const { as } = stage();
  for (const each of [fetchSignature(as('ed'), place), fetchSimilarPlaces(as('sam'), place)]) {
    const error = await failureOf(each);
    // Without a store of signatures it answers 503 before it looks at rights.
    expect(error).toBeInstanceOf(ResponseError);
    expect(error instanceof PermissionError || (error as ResponseError).status === 503).toBe(true);
  }
  expect(await failureOf(fetchSignature(as('ed'), [1.5, 2, 3]))).toMatchObject({ code: 'input' });
});
