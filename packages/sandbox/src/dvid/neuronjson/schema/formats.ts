import { RE2JS } from 're2js';

/** Whether a text is of a format; what is no text always is. */
export type FormatTest = (value: unknown) => boolean;

const onText =
  (test: (text: string) => boolean): FormatTest =>
  (value) =>
    typeof value !== 'string' || test(value);

const matches = (pattern: RegExp): FormatTest => onText((text) => pattern.test(text));

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(date.getTime()) &&
    date.getUTCDate() === Number(day) &&
    date.getUTCMonth() + 1 === Number(month)
  );
}

function isTime(text: string): boolean {
  const [, hour, minute, second, , sign, hours, minutes] =
    /^(\d\d):(\d\d):(\d\d)(\.\d+)?(?:[zZ]|([+-])(\d\d):(\d\d))$/.exec(text) ?? [];
  if (hour === undefined) return false;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false;
  if (Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59) return false;
  if (second !== '60') return true;
  const offset = (sign === '-' ? 1 : -1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  return (Number(hour) * 60 + Number(minute) + offset + 2880) % 1440 === 1439;
}

function isHostname(text: string): boolean {
  const name = text.replace(/\.$/, '');
  return (
    name.length <= 253 &&
    name.split('.').every((label) => /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label))
  );
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  );
}

function isIpv6(text: string): boolean {
  try {
    return text.includes(':') && new URL(`http://[${text}]/`).hostname !== '';
  } catch {
    return false;
  }
}

function isUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && isUriReference(text);
}

function isUriReference(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no URL has these.
  return !/[\u0000-\u0020\u007f\\]|%(?![0-9a-fA-F]{2})/.test(text);
}

function isPattern(text: string): boolean {
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}

const isPointer = (text: string): boolean => /^(?:\/(?:[^/~]|~[01])*)*$/.test(text);
const isEmail = (text: string): boolean =>
  text.length <= 254 &&
  /^[^@\s]{1,64}@(?:\[[^\]]+\]|[A-Za-z0-9.-]+)$/.test(text) &&
  !/^\.|\.@|\.\./.test(text);

/** The formats that the server checks. */
export const formats: Readonly<Record<string, FormatTest>> = {
  'date-time': onText(
    (text) => /[Tt]/.test(text[10] ?? '') && isDate(text.slice(0, 10)) && isTime(text.slice(11)),
  ),
  date: onText(isDate),
  time: onText(isTime),
  duration: matches(
    /^P(?=.)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/,
  ),
  hostname: onText(isHostname),
  email: onText(isEmail),
  'ip-address': onText(isIpv4),
  ipv4: onText(isIpv4),
  ipv6: onText(isIpv6),
  uri: onText(isUri),
  iri: onText(isUri),
  'uri-reference': onText(isUriReference),
  uriref: onText(isUriReference),
  'iri-reference': onText(isUriReference),
  'uri-template': onText(
    (text) =>
      isUriReference(text.replace(/\{[^{}]*\}/g, '')) &&
      !/[{}]/.test(text.replace(/\{[^{}]*\}/g, '')),
  ),
  regex: onText(isPattern),
  'json-pointer': onText(isPointer),
  'relative-json-pointer': onText(
    (text) => /^(?:0|[1-9]\d*)(?:#|$|\/)/.test(text) && isPointer(text.replace(/^\d+#?/, '')),
  ),
  uuid: matches(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/),
};
