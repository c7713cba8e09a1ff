// What comes after what: the steps of the screen as plain data, worked out anew from what was said so far.
const MISSING = "missing";

function steps() {
  const list = [{ kind: "hello" }];
  if (people.length > 1) list.push({ kind: "who" });
  list.push({ kind: "helper" });
  if (kept.supporter === "yes" && helpers.length) list.push({ kind: "helping" });
  cards().forEach((card, number) => {
    const far = { card, number };
    if (card.note) list.push({ kind: "note", ...far });
    if (kept.passed[card.id]) {
      if (!card.note) list.push({ kind: "passed", ...far });
      return;
    }
    if (card.parts.length > 1) card.parts.forEach((_, part) => list.push({ kind: "part", part, ...far }));
    for (const ask of content.asks) {
      list.push({ kind: ask === MISSING ? "missing" : "ask", ask, ...far });
      const one = saidTo(card, ask);
      if (ask !== MISSING && one && ["no", "unsure"].includes(one.answer)) list.push({ kind: "words", ask, ...far });
    }
  });
  list.push({ kind: "check" }, { kind: "end" });
  return list.map((step) => Object.assign(step, { key: keyOf(step) }));
}

// Cards as they are; where the round mixes them, in an order of this run, always the same one.
function cards() {
  if (!content.shuffled) return content.items;
  const place = (card) => {
    let mixed = 0x811c9dc5; // FNV-1a, and what spreads its last bits
    for (const letter of kept.run + card.id) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  return content.items.slice().sort((one, other) => place(one) - place(other));
}

function keyOf(step) {
  const { kind, card, part, ask } = step;
  return [kind, card ? card.id : "", part === undefined ? "" : part, ask || ""].join(" ").trim();
}

// Where somebody stands; a step that is not there any more stood at the first one of its card, else at the start.
function place(list) {
  const here = list.findIndex((step) => step.key === kept.at);
  if (here >= 0) return here;
  return Math.max(0, list.findIndex((step) => step.card && kept.at.split(" ")[1] === step.card.id));
}

function current() {
  const list = steps();
  return list[place(list)];
}

// Goes `by` steps on (or back), and never beyond the ends.
function go(by) {
  const list = steps();
  kept.at = list[Math.min(list.length - 1, Math.max(0, place(list) + by))].key;
  keep();
  render();
}

// Stands at the first step of a card.
function goTo(card) {
  kept.at = steps().find((step) => step.card === card).key;
  keep();
  render();
}
