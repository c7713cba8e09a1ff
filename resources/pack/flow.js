// What comes after what: the steps of the screen as plain data, worked out anew from what was said so far.
const MISSING = "missing";

function steps() {
  const list = [{ kind: "hello" }];
  if (people.length > 1) list.push({ kind: "who" });
  list.push({ kind: "helper" });
  if (kept.supporter === "yes" && helpers.length) list.push({ kind: "helping" });
  content.items.forEach((card, number) => {
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

function keyOf(step) {
  const { kind, card, part, ask } = step;
  return [kind, card ? card.id : "", part === undefined ? "" : part, ask || ""].join(" ").trim();
}

function place(list) {
  return Math.max(0, list.findIndex((step) => step.key === kept.at));
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
