// Synthetic annotations, the same on every run: about 45 of 81 fields a record, in thousands of
// different sets, as the server writes them (keys sorted, no white space).

/** A seeded generator of numbers from 0 to 1 (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const names = ['class', 'type', 'instance', 'status', 'hemilineage', 'soma_side', 'nerve', 'group'];
const fields = Array.from({ length: 27 }, (_, index) =>
  index < names.length ? names[index] : `${names[index % names.length]}_${index}`,
);

/** The bytes of a list of at least `size` bytes. */
export function sampleBytes(size, seed = 1) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const words = ['ascending', 'descending', 'putative', '', 'PDMN', 'LHS', 'Traced', 'ExN07B'];
  const templates = Array.from({ length: 400 }, () => fields.filter(() => next() < 0.55));
  const parts = [];
  let length = 0;
  for (let count = 0; length < size; count++) {
    const chosen = new Set(pick(templates));
    if (next() < 0.15) chosen.add(pick(fields));
    const record = {};
    for (const field of chosen) {
      if (field.startsWith('group')) record[field] = Math.floor(next() * 1e6);
      else if (field.startsWith('nerve_') && next() < 0.2) record[field] = [1, 2, 3];
      else record[field] = `${pick(words)} ${pick(words)}${next() < 0.001 ? ' naïve 🧠' : ''}`;
      record[`${field}_user`] = `${pick(words)}@example.org`;
      record[`${field}_time`] = `2026-0${1 + (count % 9)}-11T10:00:0${count % 10}Z`;
    }
    const id = next() < 0.001 ? `7205759406${10_000_000 + count}` : String(10_000 + count * 7);
    const keys = [...Object.keys(record), 'bodyid'].sort();
    const members = keys.map(
      (key) => `"${key}":${key === 'bodyid' ? id : JSON.stringify(record[key])}`,
    );
    const text = `{${members.join(',')}}`;
    parts.push(text);
    length += text.length + 1;
  }
  return new TextEncoder().encode(`[${parts.join(',')}]`);
}
