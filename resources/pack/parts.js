// Small things that the screen is made of.
function say(key, values) {
  let text = words[key] || key;
  for (const [name, value] of Object.entries(values || {})) text = text.split(`{${name}}`).join(value);
  return text;
}

function make(tag, attributes, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined));
  return made;
}

const SIGNS = {
  yes: "M3 13l6 6L21 5",
  unsure: "M7 8a5 5 0 1 1 7.5 4.3c-1.6 1-2.5 1.7-2.5 3.7M12 20.5v.6",
  no: "M5 5l14 14M19 5L5 19",
};

function sign(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  line.setAttribute("d", SIGNS[name]);
  drawing.append(line);
  return drawing;
}

function picture(key) {
  const [media, about] = content.pictures[key];
  return make("img", { class: "picture", alt: about, src: `data:${media};base64,${pictures[key]}` });
}

function choice(text, act, more) {
  const { mark, chosen } = more || {};
  const pressed = chosen === undefined ? null : String(chosen);
  const label = make("span", {}, text);
  return make("button", { type: "button", class: "choice", "aria-pressed": pressed, onclick: act }, mark ? sign(mark) : null, label);
}

function choices(...buttons) {
  return make("div", { class: "choices", role: "group", "aria-labelledby": "question title" }, ...buttons);
}

// A part of a card: its picture at the left, its words beside it.
function shownPart(part, before, small) {
  const [text, key, voice] = part;
  const drawing = key && key !== before ? picture(key) : null;
  return make("div", { class: `part${drawing ? "" : " bare"}${small ? " small" : ""}` }, drawing, sentence(text, voice));
}

function wholeCard(card) {
  const small = card.parts.length > 2;
  const own = card.kind === "page"; // each statement of a page has its picture; other cards have one for all sentences
  return card.parts.map((part, number) => shownPart(part, number && !own ? card.parts[number - 1][1] : "", small));
}

function cardTitle(card) {
  const kind = say(`shown.${card.kind}`);
  return card.title ? `${kind}: ${card.title}` : kind;
}

function supportLines() {
  const [name, phone] = content.support;
  return [
    name ? sentence(say("calm.talk", { name })) : null,
    phone ? sentence(say("calm.phone", { phone })) : null,
  ].filter(Boolean);
}
