export type { Annotation } from './annotations/Annotation.js';
export type { AnnotationOptions, Show } from './annotations/AnnotationOptions.js';
export { deleteAnnotation } from './annotations/deleteAnnotation.js';
export { fetchAnnotations } from './annotations/fetchAnnotations.js';
export { type AnnotationsById, fetchAnnotationsById } from './annotations/fetchAnnotationsById.js';
export { type FetchFieldsOptions, fetchFields } from './annotations/fetchFields.js';
export { streamAnnotations } from './annotations/streamAnnotations.js';
export type {
  AuthRequest,
  AuthStrategy,
  BearerCredential,
  CookieCredential,
  Credential,
  NoCredential,
} from './auth/AuthStrategy.js';
export type { Client, ClientRequest, DatasetClient, Send } from './client/Client.js';
export { type ClientOptions, createClient } from './client/createClient.js';
export { defaultServer } from './client/defaultServer.js';
export { withDataset } from './client/withDataset.js';
export type { Dataset, DatasetDocument } from './datasets/Dataset.js';
export { deleteDatasets } from './datasets/deleteDatasets.js';
export { fetchDataset } from './datasets/fetchDataset.js';
export { type FetchDatasetOptions, fetchDatasets } from './datasets/fetchDatasets.js';
export { type NeuroglancerLinkOptions, neuroglancerLink } from './datasets/neuroglancerLink.js';
export { type DatasetInput, setDatasets } from './datasets/setDatasets.js';
export { ClioError, type ClioErrorCode, isClioError } from './errors/ClioError.js';
export { CredentialUnavailableError, TokenExpiredError } from './errors/CredentialError.js';
export { DecodeError, TruncatedError } from './errors/DecodeError.js';
export { InputError, type InputPlace } from './errors/InputError.js';
export { JournalError } from './errors/JournalError.js';
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
export { WriteIncompleteError, WriteRefusedError } from './errors/WriteError.js';
export type { BodyId } from './integers/BodyId.js';
export { compareBodyIds } from './integers/compareBodyIds.js';
export { isBodyId } from './integers/isBodyId.js';
export { parseJson } from './integers/parseJson.js';
export { stringifyJson } from './integers/stringifyJson.js';
export { toBodyId } from './integers/toBodyId.js';
export type { Bound, Bounds, Condition } from './queries/Condition.js';
export type { ServerQuery } from './queries/compileQuery.js';
export type { ServerCondition } from './queries/compileTest.js';
export { equals } from './queries/equals.js';
export { exists } from './queries/exists.js';
export {
  type ClientCondition,
  explainQuery,
  type QueryExplanation,
} from './queries/explainQuery.js';
export { matchesQuery } from './queries/matchesQuery.js';
export { missing } from './queries/missing.js';
export { not } from './queries/not.js';
export type { Conditions, FieldQuery, Query, QueryValue } from './queries/Query.js';
export { range } from './queries/range.js';
export { regex } from './queries/regex.js';
export type { ByteStream } from './reading/openBytes.js';
export { type ReadRecordsOptions, readRecords } from './reading/readRecords.js';
export { fetchProfile } from './roles/fetchProfile.js';
export { fetchRoles } from './roles/fetchRoles.js';
export type { MissingTerms, Profile, Roles } from './roles/Roles.js';
export type { Location } from './schemas/location.js';
export type { OpenObject } from './schemas/openObject.js';
export { createLoginUrl, type LoginUrlOptions } from './server/createLoginUrl.js';
export { createLogoutUrl } from './server/createLogoutUrl.js';
export { refreshCaches } from './server/refreshCaches.js';
export { type ColumnType, columnTypes } from './tables/ColumnType.js';
export { cellText } from './tables/cellText.js';
export { columnName, columnText } from './tables/columnText.js';
export { countFieldKinds, type FieldKind, type FieldKinds } from './tables/FieldKinds.js';
export { readBodyIds, type TableIds } from './tables/readBodyIds.js';
export {
  recordsFromTable,
  type TableRecord,
  type TableRecordOptions,
  type TableRecords,
} from './tables/recordsFromTable.js';
export type { Table, TableCell, TableFormat, TableRow, TableValue } from './tables/Table.js';
export { createToken } from './tokens/createToken.js';
export { toToken } from './tokens/toToken.js';
export {
  type AuthorizedFetch,
  type AuthorizedFetchOptions,
  authorizedFetch,
  type PlainFetch,
} from './transport/authorizedFetch.js';
export type { RetryOptions } from './transport/RetryOptions.js';
export { fetchHead, type Head } from './versions/fetchHead.js';
export { fetchTag } from './versions/fetchTag.js';
export { fetchTags, type VersionOptions } from './versions/fetchTags.js';
export { fetchUuid } from './versions/fetchUuid.js';
export { fetchVersions, type Version } from './versions/fetchVersions.js';
export { type ResolvedVersion, resolveVersion } from './versions/resolveVersion.js';
export type { ApplyOptions, ApplyProgress } from './writing/ApplyOptions.js';
export { applyPlan } from './writing/apply/applyPlan.js';
export { checkPlan } from './writing/apply/checkPlan.js';
export { type DeleteOptions, planDeletes } from './writing/delete/planDeletes.js';
export type {
  CheckRecord,
  SchemaProblem,
  SchemaValidator,
} from './writing/facts/SchemaValidator.js';
export { describeProblem } from './writing/guard/describeProblem.js';
export { countOverwrites, guardPlan } from './writing/guard/guardPlan.js';
export type {
  AnnotationInput,
  AnnotationRecord,
  FieldValues,
} from './writing/input/AnnotationInput.js';
export type {
  Journal,
  JournalEntry,
  JournalOutcome,
  JournalStore,
  MarkEntry,
  OutcomeEntry,
  RunRecord,
  RunState,
  RunSummary,
  SendingEntry,
} from './writing/Journal.js';
export { memoryJournal } from './writing/journal/memoryJournal.js';
export { toRunRecord, toRunSummary } from './writing/journal/toRunRecord.js';
export {
  type FieldState,
  type GuardOptions,
  type Notice,
  type Plan,
  type PlannedBody,
  type PlannedChange,
  type PlanTarget,
  type Stamps,
  type Verdict,
  verdicts,
} from './writing/Plan.js';
export type { BodySizes, FactSources, PlanOptions, TableOptions } from './writing/PlanOptions.js';
export type { GuardRule, Problem } from './writing/Problem.js';
export { planAnnotations } from './writing/planAnnotations.js';
export { readPlan, writePlan } from './writing/plans/planFile.js';
export { countsByField, type PlanSummary, toPlanSummary } from './writing/plans/toPlanSummary.js';
export { type ResumeOptions, resumeRun } from './writing/resume/resumeRun.js';
export { type SetOptions, setAnnotations } from './writing/setAnnotations.js';
export { setFields } from './writing/setFields.js';
export { planUndo, type UndoOptions } from './writing/undo/planUndo.js';
export {
  type BodyOutcome,
  type LeftField,
  type Outcome,
  outcomes,
  type WriteReport,
} from './writing/WriteReport.js';
