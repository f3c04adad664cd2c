import { describe, expect, it } from 'vitest';
import { PythonError } from '../python/values.js';
import { prepareUrl, resolveUrl } from './pythonRequests.js';

const target = (path: string) => prepareUrl(`http://Host:80${path}`).target;

describe('prepareUrl', () => {
  it.each([
    ['', '/'],
    ['/api/node/a b/x', '/api/node/a%20b/x'],
    ['/api/../node/./x/..', '/node/'],
    ['/é?u=é', '/%C3%A9?u=%C3%A9'],
    ['/%41%2f%e9', '/A%2F%E9'],
    ['/100%/%41', '/100%25/%2541'],
    ['/key/[1]?x=[1]', '/key/%5B1%5D?x=%5B1%5D'],
    ['/x?a=b?c/d#e', '/x?a=b?c/d'],
    ['/x?', '/x'],
    ['//node//x', '//node//x'],
    ["/!$&'()*+,;=:@~", "/!$&'()*+,;=:@~"],
    ['/a|b"<>\\^`{}', '/a%7Cb%22%3C%3E%5C%5E%60%7B%7D'],
    ['/\n', '/%0A'],
  ])('sends %j as %j', (path, sent) => expect(target(path)).toBe(sent));

  it('tells where to', () =>
    expect(prepareUrl('HTTP://u@Host:80/x').origin).toBe('http://host:80'));

  it.each(['', '/api/node/1', 'host:80/api', 'http:///x', 'ftp://host/x'])('refuses %j', (url) => {
    expect(() => prepareUrl(url)).toThrow(PythonError);
  });
});

describe('resolveUrl', () => {
  const base = prepareUrl('http://host:1/a/b?c');

  it.each([
    ['/x?y', 'http://host:1/x?y'],
    ['x', 'http://host:1/a/x'],
    ['//other/x', 'http://other/x'],
    ['http://other/x', 'http://other/x'],
  ])('finds %j at %j', (location, url) => expect(resolveUrl(base, location)).toBe(url));
});
