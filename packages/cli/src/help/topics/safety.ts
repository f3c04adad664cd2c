export const text = `What clio does so that nothing is lost

Reading
  Integers keep all their digits, also ids beyond 2^53. An answer that is cut
  off is an error (exit code 7), never a shorter list. With --output, a file
  appears when it is whole.

Writing
  A write is planned first: what is there is read and compared, and the plan
  says for each field of each body what would change, and who set the value that
  stands there. On a terminal you are asked, and Enter alone is no. Without a
  terminal nothing is written unless --yes is given. --dry-run shows the plan
  and stops; "clio plan" keeps it in a file, for "clio plan show" and
  "clio apply".
  A value that somebody has set is protected: it is left alone and reported
  (exit code 5), unless --overwrite FIELD names its field. One cell that cannot
  be used refuses the whole table (exit code 3), and nothing is written. Every
  body has an outcome in the report.
  What others have changed since the plan is left alone and reported.

Resume and undo
  Each write is on record on this machine before its first value is sent
  (clio run list). After Ctrl-C, a crash or a loss of power, "clio resume" goes
  on: what the run itself has written is not written again, and nothing of
  others is replaced. "clio undo" puts back the values and who had set them
  when; what others have changed since is left alone. An undo can be undone.
  Records hold no token. They stay until "clio run prune --before DATE" takes
  old ones away.

What is promised, and what is not
  Promised: no value is replaced that the plan did not show; nothing is lost
  silently; every body ends as written, same, conflict, refused, failed, unknown
  or unsent, and the report says which.
  Each chunk is compared with the plan just before it is sent, and read back
  after.
  Not promised: that a write is one step. The server reads a record, merges and
  writes it without a lock. When two people write to the same body in the same
  moment, one of them can undo what the other has written; whoever lost reads
  "conflict" in the report. A delete cannot be bound to a version: the version
  is read just before, and the run stops if it has moved.

Tokens
  A token is never taken as an argument and never shown, except by
  "clio auth token" and "clio sandbox start". It is saved in a file that only
  you can read, and sent to no server but its own. Nothing makes a new token
  unless you ask for one.

Trying things
  "clio sandbox start" runs a Clio of your own, with data that you may break.
`;
