export const text = `How to find annotations

  clio annotation get ID...                    by ids, in their order
  clio annotation get --ids FILE               by the ids in a file
                                               (- is standard input)
  clio annotation list --where FIELD=VALUE     by a field
  clio annotation list --all                   all of them

--where may be repeated. For one field, any of the values will do; of several
fields, all must match:

  clio annotation list --where class=DN --where class=AN --where soma_side=L
  finds what has the class DN or AN, and the soma side L.

The first "=" ends the name of the field, so that a value may hold one. A value
finds the text; where it looks like a number, it finds the number, too:
--where group=5 finds 5 and "5". Of a field that is a list, one element that
matches will do. Upper and lower case are different.

  --version TAG   reads at a version: a tag, a uuid, or the beginning of a uuid.
                  Else at the head.
  --show user     adds who set each field (FIELD_user); time: when (FIELD_time);
                  all: both.

"clio field list" shows the fields that there are, "clio version list" the
versions.
`;
