// What somebody has said so far: kept by this browser until it is cleared, so that nothing is lost when the page closes.
const PLACE = `themeloom ${pack.code}`;

function nobody() {
  return {
    run: newRun(), saves: 0, saved: true, at: "hello", person: people.length === 1 ? people[0] : "",
    supporter: "", helper: "", check: "", said: {}, passed: {}, size: 0, space: false,
  };
}

function newRun() {
  if (!canSeal()) return "";
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

// Words that are not to be kept are only in the open page, and nowhere else.
const unkept = {};
let kept = nobody();
let keeps = true;

function found() {
  try {
    const earlier = JSON.parse(localStorage.getItem(PLACE));
    return earlier && earlier.said ? earlier : null;
  } catch (error) {
    return null;
  }
}

function keep() {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch (error) {
    keeps = false;
  }
}

function forget() {
  kept = Object.assign(nobody(), { size: kept.size, space: kept.space });
  for (const key of Object.keys(unkept)) delete unkept[key];
  try {
    localStorage.removeItem(PLACE);
  } catch (error) {
    keeps = false;
  }
}

function put(card, ask, answer) {
  const before = saidTo(card, ask);
  kept.said[`${card.id} ${ask}`] = Object.assign({ answer: "", words: "" }, before, answer);
  kept.saved = false;
}

function saidTo(card, ask) {
  return kept.said[`${card.id} ${ask}`];
}

// Answers in the order in which they were asked; a card that was passed over is skipped as a whole.
function allSaid() {
  const list = [];
  for (const card of content.items) {
    for (const ask of content.asks) {
      const one = kept.passed[card.id] ? { answer: "skipped", words: "" } : saidTo(card, ask);
      if (one) list.push({ item: card.id, question: ask, answer: one.answer, words: one.words });
    }
  }
  return list;
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function toSeal() {
  return {
    run: kept.run, number: kept.saves, person: kept.person, helper: kept.supporter === "yes" ? kept.helper : "",
    supporter: kept.supporter, check_in: kept.check, day: today(), answers: allSaid(),
  };
}
