export type {
  AuthRequest,
  AuthStrategy,
  BearerCredential,
  CookieCredential,
  Credential,
  NoCredential,
} from './auth/AuthStrategy.js';
export { ClioError, type ClioErrorCode, isClioError } from './errors/ClioError.js';
export { CredentialUnavailableError, TokenExpiredError } from './errors/CredentialError.js';
export { DecodeError, TruncatedError } from './errors/DecodeError.js';
export { InputError, type InputPlace } from './errors/InputError.js';
export { NetworkError, TimeoutError } from './errors/NetworkError.js';
export {
  AuthenticationError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseError,
  type ResponseFacts,
  ServerError,
} from './errors/ResponseError.js';
export type { Table, TableCell, TableFormat, TableRow, TableValue } from './tables/Table.js';
