import { compileRegex } from '../../../json/goRegex.js';
import { encodeText } from '../../../json/goText.js';

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

/** As the server's library has it: only the first label must not begin with a hyphen. */
function isHostname(text: string): boolean {
  const name = text.replace(/\.$/, '');
  return (
    name.length <= 253 &&
    !name.startsWith('-') &&
    name.split('.').every((label) => /^[A-Za-z0-9-]{0,62}[A-Za-z0-9]$/.test(label))
  );
}

/** A part may have a sign, and zero any number of digits. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every(
      (part) =>
        /^(?:[+-]?0+|(?:\+0*)?[1-9]\d{0,2}|\+[1-9]\d{0,2})$/.test(part) && Number(part) < 256,
    )
  );
}

function isIpv6(text: string): boolean {
  try {
    return (
      /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(text) && new URL(`http://[${text}]/`).hostname !== ''
    );
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
    compileRegex(text);
    return true;
  } catch {
    return false;
  }
}

const isPointer = (text: string): boolean => /^(?:\/(?:[^/~]|~(?=[~01]))*)*$/.test(text);
const atom = String.raw`[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~\u0080-\u{10ffff}-]+`;
const localPart = new RegExp(
  String.raw`^[ \t]*(?:${atom}(?:\.${atom})*|"(?:[^"\\\u0000-\u0008\u000a-\u001f\u007f]|\\[\t\u0020-\u007e])*")[ \t]*$`,
  'u',
);

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  if (at < 0 || encodeText(text).length > 254 || encodeText(local).length > 64) return false;
  const address = /^\[(.*)\]$/s.exec(domain)?.[1];
  if (address?.startsWith('IPv6:')) return isIpv6(address.slice(5));
  if (address !== undefined) return isIpv4(address);
  return isHostname(domain) && localPart.test(local);
}

const parts = (names: string): string => {
  const [first = '', second = '', third = ''] = [...names].map((name) => String.raw`\d+${name}`);
  return `(?:${first}(?:${second}(?:${third})?)?|${second}(?:${third})?|${third})`;
};
/** Units may be left out at the ends, not between. */
const duration = new RegExp(
  String.raw`^P(?:\d+W|${parts('YMD')}(?:T${parts('HMS')})?|T${parts('HMS')})$`,
);
const isDuration = (text: string): boolean => duration.test(text);

const isDateTime = (text: string): boolean =>
  /[Tt]/.test(text[10] ?? '') && isDate(text.slice(0, 10)) && isTime(text.slice(11));

function isPeriod(text: string): boolean {
  const slash = text.indexOf('/');
  const [start, end] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  if (slash < 0) return false;
  if (isDateTime(start)) return isDateTime(end) || isDuration(end);
  return isDuration(start) && isDateTime(end);
}

/** The formats that the server checks. */
export const formats: Readonly<Record<string, FormatTest>> = {
  'date-time': onText(isDateTime),
  date: onText(isDate),
  time: onText(isTime),
  duration: onText(isDuration),
  period: onText(isPeriod),
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
  'relative-json-pointer': onText((text) => {
    const rest = /^(?:0|[1-9]\d*)(.*)$/s.exec(text)?.[1];
    return rest !== undefined && (rest === '#' || isPointer(rest));
  }),
  uuid: matches(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/),
};
