export const text = `What clio does so that nothing is lost

Reading
  Integers keep all their digits, also ids beyond 2^53. An answer that is cut off is an error (exit
  code 7), never a shorter list. With --output, a file appears when it is whole.

Writing
  A write is planned first: what is there is read and compared, and the plan says for each field of
  each body what would change. On a terminal you are asked, and Enter alone is no. Without a terminal
  nothing is written unless --yes is given. --dry-run shows the plan and stops.
  A value that somebody has set is protected: it is left alone and reported (exit code 5), unless
  --overwrite FIELD names its field. One cell that cannot be used refuses the whole table (exit
  code 3), and nothing is written. Every body has an outcome in the report.

Tokens
  A token is never taken as an argument and never shown, except by "clio auth token" and
  "clio sandbox start". It is saved in a file that only you can read, and sent to no server but its
  own. Nothing makes a new token unless you ask for one.

Trying things
  "clio sandbox start" runs a Clio of your own, with data that you may break.
`;
