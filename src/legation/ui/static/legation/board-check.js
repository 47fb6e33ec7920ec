// What stands in the way of one engagement, as legation.engine.itinerary finds it: asked while it is dragged.
// An item is [start, end, people, room, venue, kind, title]; minutes since 1970, keys as numbers, 0 for none.
const [START, END, PEOPLE, ROOM, VENUE, KIND, TITLE] = [0, 1, 2, 3, 4, 5, 6];
const moving = (item) => item[KIND] === "transfer";

function shared(one, two) {
  const there = new Set(one[PEOPLE]);
  return two[PEOPLE].filter((person) => there.has(person));
}

function order([key, one], [other, two]) {
  return one[START] - two[START] || one[END] - two[END] || (key < other ? -1 : 1);
}

function minutes(ways, leaving, arriving) {
  return ways[`${leaving}-${arriving}`] ?? ways[`${arriving}-${leaving}`];
}

// For each person the item left last and the one gone to next, where `key` is one of the two.
function legs(near, key) {
  const last = new Map();
  const found = [];
  for (const [name, item] of near) {
    if (moving(item)) continue;
    for (const person of item[PEOPLE]) {
      const before = last.get(person);
      if (!before || item[END] >= before[1][END]) last.set(person, [name, item]);
      if (!before || before[1][END] > item[START] || before[1][VENUE] === item[VENUE]) continue;
      if (before[1][VENUE] && item[VENUE] && (name === key || before[0] === key)) found.push([person, before, [name, item]]);
    }
  }
  return found;
}

/** Facts about `key` if it were `item`: {kind, people, other} and for a way also {have, needed}. */
export function facts(checks, key, item) {
  if (item[KIND] === "free_time") return [];
  const others = Object.entries(checks.items).filter(
    ([name, other]) => name !== key && other[KIND] !== "free_time" && (shared(item, other).length || (item[ROOM] && item[ROOM] === other[ROOM])),
  );
  const found = [];
  for (const [name, other] of others) {
    if (Math.min(item[END], other[END]) <= Math.max(item[START], other[START])) continue;
    const people = shared(item, other);
    if (people.length) found.push({ kind: "person", people, other: name, what: other[TITLE] });
    if (item[ROOM] && item[ROOM] === other[ROOM] && !moving(item) && !moving(other)) found.push({ kind: "room", people: [], other: name, what: other[TITLE] });
  }
  const near = [[key, item], ...others].sort(order);
  const short = new Map();
  for (const [person, [from, before], [to, after]] of legs(near, key)) {
    const needed = minutes(checks.ways, before[VENUE], after[VENUE]);
    const have = after[START] - before[END];
    if (needed === undefined || have >= needed) continue;
    const other = from === key ? to : from;
    const known = short.get(other);
    if (known) known.people.push(person);
    else short.set(other, { kind: "way", people: [person], other, what: checks.items[other][TITLE], have, needed });
  }
  found.push(...short.values());
  const seats = checks.seats[item[ROOM]];
  if (seats && item[PEOPLE].length > seats) found.push({ kind: "capacity", people: item[PEOPLE], other: "", what: "", have: item[PEOPLE].length, needed: seats });
  return found;
}
