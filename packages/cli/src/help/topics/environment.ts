export const text = `Environment variables, and what goes before what

For the server, the dataset and the pager, the first of these that is there
counts:

  1. a flag: --server URL, --dataset ID, --no-pager
  2. an environment variable that is not empty
  3. .cliorc.json in this folder, or the nearest above it (server and dataset
     only; clio config set ... --local)
  4. the saved configuration (clio config set ...)
  5. the default

"clio config list --show-origin" shows what is in force, and why.

A token comes from CLIO_TOKEN, then from the saved ones (clio auth login), then
from gcloud where it is installed and the server accepts its tokens. A saved
token goes to the server for which it was saved and to no other. CLIO_TOKEN and
gcloud go to any server that you choose yourself; to one that only a
.cliorc.json names, they go when it is the default server, the server of your
saved configuration, one that you have logged in to, or on this machine.

  CLIO_TOKEN         token
  CLIO_SERVER        address of the server
  CLIO_DATASET       id of the dataset
  CLIO_CONFIG_DIR    folder of the configuration and the tokens
                     (else XDG_CONFIG_HOME/clio)
  CLIO_STATE_DIR     folder of the journals of writes
                     (else XDG_STATE_HOME/clio)
  CLIO_CACHE_DIR     folder of what may be deleted at any time
                     (else XDG_CACHE_HOME/clio)
  CLIO_PAGER, PAGER  program for long tables on a terminal
                     (else less; cat for none)
  BROWSER            program that opens pages; none for none
                     (else that of the desktop)
  CLIO_NO_UPDATE_NOTICE, NO_UPDATE_NOTIFIER
                     no word of newer versions, when not empty
  CI                 the same
  NO_COLOR           no colour, when not empty
  CLICOLOR           0: no colour
  CLICOLOR_FORCE     colour although the output is no terminal, when not empty
                     and not 0
  COLUMNS            width of the terminal, where it is not to be asked
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY
                     proxy for requests, and hosts that are reached without it
  NODE_EXTRA_CA_CERTS
                     file with certificates to trust beside the usual ones

Newer versions: on a terminal, at most once a day, after the command has done
its work, the npm of this machine is asked for the latest version ("npm view"),
in the background; a later command tells of it.
"clio config set updateNotice false" turns this off.

An empty variable counts as not set.
`;
