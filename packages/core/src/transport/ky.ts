/** The one place where ky comes in: the build bundles it into this file. */
export { default as ky, isHTTPError, isTimeoutError } from 'ky';
