export const text = `Exit codes

  0    done
  1    failed: something else than below, such as ids that have no annotation,
       or a disk on which the record of a write cannot be kept
  2    cancelled: you answered no, or a write had no terminal to ask on and no
       --yes
  3    validation: an unknown command, flag or value, no dataset, a table that
       cannot be used
  4    needs login: the token is missing, refused or expired
  5    conflicts: protected or changed values were left alone; the rest was
       written
  6    partly: some bodies were written; others failed, are unknown, or were not
       sent
  7    unavailable: the server or the network, also an answer that was cut off
  130  stopped by Ctrl-C
  143  stopped by SIGTERM

Where several apply, the first of 3, 4, 7, 6, 5 counts. --dry-run exits as the
run would. A reader that goes away (| head -1) is no error: the exit code is 0.
"clio sandbox start" ends with 0 on Ctrl-C and SIGTERM, because that is how it
is stopped.

A change of one of these numbers is a breaking change.
`;
