export { createPullRequest } from './createPullRequest.js';
export {
  type FetchPullRequestsOptions,
  fetchPullRequests,
  type PullRequest,
} from './fetchPullRequests.js';
