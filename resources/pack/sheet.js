// Takes the answers out of the page: as a sealed file, or as a sheet of paper on which the boxes are filled in.
async function save() {
  kept.saves += 1;
  const file = await seal(toSeal(), pack.code, contentText, content.key);
  fileName = `answers-${pack.code}-${kept.person}${kept.saves > 1 ? `-${kept.saves}` : ""}.json`;
  const address = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
  const link = make("a", { href: address, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  kept.saved = true;
  keep();
  aside = "saved";
  render();
}

// Nobody can tell whether it was really printed: to the page, the answers are not saved by it.
function printSheet() {
  document.getElementById("sheet").replaceChildren(...sheet());
  window.print();
}

function sheet() {
  const helper = kept.supporter === "yes" ? (kept.helper === "someone" ? say("helper.other") : kept.helper) : "";
  const facts = [
    [say("paper.form"), pack.code], [say("paper.person"), kept.person], [say("paper.date"), today()],
    [say("paper.helped"), helper], [say("check.title"), kept.check ? say(`check.${kept.check}`) : ""],
  ];
  return [
    make("h2", {}, content.title),
    ...facts.filter(([, value]) => value).map(([name, value]) => make("p", {}, make("strong", {}, `${name} `), value)),
    ...content.items.map((card) => make("section", {}, ...sheetCard(card))),
  ];
}

function sheetCard(card) {
  const said = new Map(allSaid().filter((one) => one.item === card.id).map((one) => [one.question, one]));
  return [
    make("h3", {}, cardTitle(card)),
    ...card.parts.map(([text]) => make("p", {}, text)),
    ...content.asks.flatMap((ask) => sheetAnswer(ask, said.get(ask))),
  ];
}

function sheetAnswer(ask, said) {
  const answer = said ? said.answer : "";
  const offered = ask === MISSING ? { no: say("words.nothing") } : { yes: say("answer.yes"), unsure: say("answer.unsure"), no: say("answer.no") };
  const boxes = Object.entries({ ...offered, skipped: say("answer.skipped") }).map(
    ([value, text]) => make("span", { class: "boxed" }, make("span", { class: "box" }, value === answer ? "X" : ""), text),
  );
  return [
    make("h4", {}, say(`ask.${ask}`)), make("p", { class: "boxes" }, ...boxes),
    said && said.words ? make("p", { class: "own" }, said.words) : null,
  ].filter(Boolean);
}
