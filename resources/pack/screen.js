// What each step shows: a heading, things to look at, choices; and what is always there below.
const main = document.getElementById("main");
let aside = ""; // slow or stop: a page beside the way, which nobody has to come back from
let fileName = "";
let begun = !found();

const SCREENS = {
  hello() {
    return [
      title(say("hello.title")),
      sentence(say("hello.why")), sentence(say("hello.long", { n: content.items.length })),
      sentence(say("hello.right")), sentence(say("hello.stop")), sentence(say("pack.stays")),
      keeps ? null : sentence(say("pack.unkept")),
      canSeal() ? null : sentence(say("pack.unlocked")),
      choices(choice(say("go.start"), () => go(1))),
    ];
  },
  again() {
    const earlier = found();
    const who = earlier.person ? `${say("pack.code")}: ${earlier.person}` : "";
    return [
      title(say("pack.again")), who ? sentence(who) : null, sentence(say("pack.lost")),
      choices(
        choice(say("go.on"), () => { begun = true; kept = Object.assign(nobody(), earlier); render(); }),
        choice(say("pack.anew"), () => { begun = true; forget(); render(); }),
      ),
    ];
  },
  who() {
    const few = people.length <= 5;
    const here = [title(say("pack.who")), sentence(say("pack.where"))];
    const take = (code) => { kept.person = code; go(1); };
    if (few) return [...here, choices(...people.map((code) => choice(code, () => take(code), { chosen: kept.person === code })))];
    const field = make("input", { id: "code", type: "text", autocomplete: "off", value: kept.person });
    const look = () => {
      const code = people.find((one) => one.toUpperCase() === field.value.trim().toUpperCase());
      if (code) take(code);
      else tell(say("pack.unknown"));
    };
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") look(); });
    return [...here, make("label", { for: "code" }, say("pack.code")), field, choices(choice(say("go.next"), look))];
  },
  helper() {
    const take = (answer) => { kept.supporter = answer; kept.helper = answer === "yes" ? kept.helper || "someone" : ""; go(1); };
    return [
      title(say("helper.title")), sentence(say("helper.choose")),
      choices(
        choice(say("helper.yes"), () => take("yes"), { mark: "yes", chosen: kept.supporter === "yes" }),
        choice(say("helper.no"), () => take("no"), { mark: "no", chosen: kept.supporter === "no" }),
      ),
    ];
  },
  helping() {
    const take = (code) => { kept.helper = code; go(1); };
    const one = (code, text) => choice(text, () => take(code), { chosen: kept.helper === code && code !== "someone" });
    return [
      title(say("helper.who")),
      choices(...helpers.map((code) => one(code, code)), one("someone", say("helper.other"))),
    ];
  },
  note({ card }) {
    const pass = (passed) => { kept.passed[card.id] = passed; kept.saved = false; go(1); };
    return [
      title(say("note.title")), sentence(card.note), sentence(say("note.choose")),
      choices(choice(say("note.skip"), () => pass(true)), choice(say("go.show"), () => pass(false))),
    ];
  },
  passed({ card }) {
    const show = () => { kept.passed[card.id] = false; goTo(card); };
    return [
      title(cardTitle(card)), sentence(say("note.skipped")),
      choices(choice(say("go.on"), () => go(1)), choice(say("go.show"), show)),
    ];
  },
  part({ card, part }) {
    return [title(cardTitle(card)), shownPart(card.parts[part]), choices(choice(say("go.next"), () => go(1)))];
  },
  ask({ card, ask }) {
    const before = saidTo(card, ask);
    const one = (answer) => choice(
      say(`answer.${answer}`),
      () => { put(card, ask, answer === "yes" ? { answer, words: "" } : { answer }); go(1); },
      { mark: answer, chosen: Boolean(before && before.answer === answer) },
    );
    return asked(card, question(say(`ask.${ask}`)), choices(one("yes"), one("unsure"), one("no")));
  },
  words({ card, ask }) {
    const { answer } = saidTo(card, ask);
    const field = ownWords(card, ask, say("words.own"));
    const take = () => { put(card, ask, { answer, words: field.words() }); go(1); };
    return [
      title(say("words.title")), sentence(`${say(`ask.${ask}`)} ${say(`answer.${answer}`)}.`),
      ...field.parts, choices(choice(say("go.next"), take)),
    ];
  },
  missing({ card, ask }) {
    const field = ownWords(card, ask, say("words.own"));
    const before = saidTo(card, ask);
    const take = () => {
      if (field.words()) put(card, ask, { answer: "", words: field.words() });
      else takeBack(card, ask, field.written() ? null : "skipped");
      go(1);
    };
    const none = () => { field.empty(); put(card, ask, { answer: "no", words: "" }); go(1); };
    return asked(
      card, question(say("ask.missing")), ...field.parts,
      choices(
        choice(say("go.next"), take),
        choice(say("words.nothing"), none, { chosen: Boolean(before && before.answer === "no") }),
      ),
    );
  },
  check() {
    const one = (answer) => choice(
      say(`check.${answer}`), () => { kept.check = answer; kept.saved = false; go(1); }, { chosen: kept.check === answer },
    );
    return [title(say("check.title")), choices(one("good"), one("so"), one("bad"))];
  },
  end() {
    const number = allSaid().filter((one) => one.answer !== "skipped").length;
    return [
      title(say("pack.end")), sentence(say("pack.count", { n: number })),
      ...(kept.check === "bad" ? supportLines() : []),
      canSeal() ? null : sentence(say("pack.unlocked")),
      choices(
        canSeal() ? choice(say("pack.save"), save) : null,
        choice(say("pack.print"), printSheet),
        choice(say("pack.clear"), () => { aside = kept.saved ? "clear" : "sure"; if (kept.saved) forget(); render(); }),
      ),
      ...content.credits.map((line) => make("p", { class: "owed" }, line)),
    ];
  },
  saved() {
    return [
      title(say("pack.saved")), sentence(say("pack.file", { file: fileName })), sentence(say("pack.give")),
      sentence(say("pack.locked")),
      choices(
        choice(say("pack.print"), printSheet),
        choice(say("pack.clear"), () => { aside = "clear"; forget(); render(); }),
        choice(say("go.back"), () => { aside = ""; render(); }),
      ),
    ];
  },
  sure() {
    return [
      title(say("pack.sure")),
      choices(
        choice(say("go.back"), () => { aside = ""; render(); }),
        choice(say("pack.delete"), () => { aside = "clear"; forget(); render(); }),
      ),
    ];
  },
  clear() {
    return [title(say("pack.cleared")), sentence(say("pack.gone")), sentence(say("pack.left")), sentence(say("pack.close"))];
  },
  stop() {
    return [
      title(say("calm.stop")), sentence(say("calm.kept")), ...supportLines(),
      choices(
        choice(say("go.on"), () => { aside = ""; render(); }),
        kept.person ? choice(say("go.finish"), () => { aside = ""; kept.at = "end"; keep(); render(); }) : null,
      ),
    ];
  },
  slow() {
    const set = (values) => { Object.assign(kept, values); keep(); render(); };
    return [
      title(say("calm.slow")),
      choices(
        choice(say("go.on"), () => { aside = ""; render(); }),
        choice(say("calm.bigger"), () => set({ size: Math.min(4, kept.size + 1) })),
        choice(say("calm.smaller"), () => set({ size: Math.max(-1, kept.size - 1) })),
        choice(say(kept.space ? "calm.less" : "calm.space"), () => set({ space: !kept.space })),
      ),
    ];
  },
};

function title(text) {
  return make("h1", { tabindex: -1, "data-read": "", id: "title" }, ...sentence(text).childNodes);
}

function question(text) {
  return make("h2", { "data-read": "", id: "question" }, ...sentence(text).childNodes);
}

// A card of one sentence is shown above its question. The sentences of a longer one were shown one by one before: they
// stand below, to look at again, so that the answers are seen without scrolling.
function asked(card, ...answering) {
  const shown = wholeCard(card);
  return [title(cardTitle(card)), ...(shown.length > 1 ? [...answering, ...shown] : [...shown, ...answering])];
}

// A field for own words, with the choice that they are kept nowhere.
function ownWords(card, ask, label) {
  const key = `${card.id} ${ask}`;
  const before = saidTo(card, ask);
  const field = make("textarea", { id: "own", rows: 4 });
  field.value = key in unkept ? unkept[key] : (before && before.words) || "";
  const forgotten = make("input", { type: "checkbox", id: "forget" });
  forgotten.checked = key in unkept;
  const take = () => {
    delete unkept[key];
    if (forgotten.checked) unkept[key] = field.value;
  };
  field.addEventListener("input", take);
  forgotten.addEventListener("change", take);
  return {
    parts: [
      make("label", { for: "own" }, label), field,
      make("label", { class: "tick", for: "forget" }, forgotten, make("span", {}, say("words.forget"))),
    ],
    written: () => Boolean(field.value.trim()),
    words: () => (forgotten.checked ? "" : field.value.trim()),
    empty: () => { delete unkept[key]; },
  };
}

function takeBack(card, ask, answer) {
  if (answer) put(card, ask, { answer, words: "" });
  else delete kept.said[`${card.id} ${ask}`];
  kept.saved = false;
}

function shownNow() {
  if (aside) return { kind: aside };
  return begun ? current() : { kind: "again" };
}

function render() {
  hush();
  tell("");
  const step = shownNow();
  const calm = ["again", "clear", "sure", "saved", "stop", "slow"].includes(step.kind);
  main.replaceChildren(...SCREENS[step.kind](step).filter(Boolean));
  main.dataset.step = step.kind;
  document.documentElement.dataset.size = kept.size;
  document.documentElement.classList.toggle("space", kept.space);
  const far = document.getElementById("far");
  far.textContent = step.card ? say("go.done", { n: step.number + 1, all: content.items.length }) : "";
  const bar = document.getElementById("bar");
  bar.hidden = !step.card;
  bar.replaceChildren(...content.items.map((_, number) => make("span", { class: number <= (step.number || 0) ? "done" : "" })));
  const shown = { back: !calm && step.kind !== "hello", skip: !calm && !["hello", "who", "note", "passed", "end"].includes(step.kind), slow: !calm, stop: !calm && step.kind !== "end", read: step.kind !== "again" };
  for (const [name, there] of Object.entries(shown)) document.getElementById(`go-${name}`).hidden = !there;
  const heading = document.getElementById("title");
  document.title = `${heading.textContent} – ${content.title}`;
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function tell(text) {
  document.getElementById("told").textContent = text;
}

function tellReading() {
  document.querySelector("#go-read span").textContent = say(reading ? "go.quiet" : "go.read");
}

function skip() {
  const { kind, card, ask } = current();
  if (kind === "part") {
    kept.passed[card.id] = true;
    kept.saved = false;
    goTo(card);
  }
  if (kind === "helper") Object.assign(kept, { supporter: "", helper: "" });
  if (kind === "helping") kept.helper = "someone";
  if (kind === "check") kept.check = "";
  if (kind === "ask" || kind === "missing") put(card, ask, { answer: "skipped", words: "" });
  if (card && ask) delete unkept[`${card.id} ${ask}`];
  go(1);
}
