// The one place where ky comes in: the build bundles it into this file. Release 2.0, because 2.1 adds
// to it, for a browser, 1.6 kB (compressed) that nothing here uses.
export { default as ky, isHTTPError, isTimeoutError } from 'ky';
