/** What the sandbox says of this data type; the real server's text is longer. */
export const neuronjsonHelp = `neuronjson: annotations of bodies, one JSON object each, in versions.

This is the help of a sandbox that answers as a DVID server does. Endpoints, below
/api/node/<UUID>/<data name>/ :

  all                       GET  all annotations (?fields=a,b ?show=user|time|all)
  keys                      GET  all keys
  keyrange/<a>/<b>          GET  the keys from a to b
  keyrangevalues/<a>/<b>    GET  their annotations (?json=true ?tar=true)
  key/<body id>             GET, HEAD, POST (?u=<user> ?conditional=a,b ?replace=true), DELETE
  keyvalues                 GET  some annotations by key, POST several (protobuf)
  query                     GET, POST  annotations whose fields have values (?onlyid=true)
  fields, fieldtimes        GET  names of fields, times of their last change
  json_schema, schema, schema_batch   GET, HEAD, POST, DELETE
  tags, info                GET  of the data instance
`;
