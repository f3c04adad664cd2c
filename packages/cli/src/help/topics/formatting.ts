export const text = `Tables, TSV, CSV, JSON and NDJSON

Data go to standard output; counts, progress, questions and errors go to
standard error.

On a terminal, records are an aligned table, fitted to its width: long texts are
shortened, and where that is not enough, columns are left out, which is said.
Ids, states, dates and numbers are never shortened. Long tables go through a
pager (CLIO_PAGER, PAGER, else less; --no-pager). Elsewhere, records are
tab-separated with full values. --format chooses: table, tsv, csv, json, ndjson.
--output FILE writes to a file, which appears when it is whole; the format
follows from its name where --format is not given.

On a terminal, characters that would steer it are shown as escapes (\\u001b),
whatever the format. A file and a program get them as they are.

JSON
  --json            one JSON array of whole records, also for one record
  --json a,b        only these fields, in this order; null where a record lacks
                    one
  The word after --json is the fields, unless it is missing or begins with a
  dash: write "clio annotation get 7 --json", not "get --json 7".
  --format ndjson   one record a line, as they come
  Integers are exact, also beyond 2^53: read them with a parser that keeps them.

jq and templates
  --jq FILTER       what the filter makes of that array, a result a line, texts
                    without quotes:
                    clio annotation list --all --jq '[.[].class] | unique'
                    --json a,b beside it leaves only these fields. It holds all
                    records in memory.
                    An integer beyond 2^53 is exact as long as the filter only
                    passes it on; arithmetic rounds it. A filter that does not
                    compile exits with 3, one that fails with 1.
  --template TEXT   one line a record, with its values in the place of {field};
                    {a.b} is a value inside of another, {{ and }} are braces, \\t
                    a tab, \\n a line end, \\\\ a backslash:
                    clio annotation list --all --template '{bodyid}: {type}'

TSV and CSV
  UTF-8, lines end with a line feed. A cell is quoted ("...", quotes doubled)
  when it holds the separator, a quote or a line break, or begins or ends with a
  blank; in TSV as in CSV. Lists and objects are JSON, and so is what a
  cell cannot hold as it is: a text with a NUL character, the name of a field
  with blanks around it. "" is an empty text; an empty cell without quotes is a
  value that is missing.
  Annotations always have a header line, because their columns depend on the
  data. Other kinds have one on a terminal, and where --format or --output is
  given.

What "clio annotation list" writes as TSV, CSV, JSON or NDJSON,
"clio annotation import" reads, and nothing changes.

--color always|never|auto, NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0 and the setting
color decide about colour, in this order.

What a script reads stays: the columns of TSV and CSV and their order, the
fields of JSON, and the exit codes change only with a new major version. Tables
and messages for people may change at any time.
`;
