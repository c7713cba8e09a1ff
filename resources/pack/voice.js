// Reading aloud: the recording where there is one, else a voice of this computer; never one that asks the network.
let reading = null;

function ownVoice() {
  if (!("speechSynthesis" in window)) return null;
  const language = content.language.toLowerCase().split("-")[0];
  const fitting = speechSynthesis.getVoices().filter(
    (voice) => voice.localService && voice.lang.toLowerCase().replace("_", "-").split("-")[0] === language,
  );
  return fitting.find((voice) => voice.default) || fitting[0] || null;
}

function hush() {
  if (!reading) return;
  const before = reading;
  reading = null;
  if (before.audio) before.audio.pause();
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  unmark();
  tellReading();
}

function unmark() {
  for (const word of document.querySelectorAll(".spoken")) word.classList.remove("spoken");
}

// Reads all sentences of the step, one after the other; a second press stops.
async function readAloud() {
  if (reading) return hush();
  const mine = (reading = { audio: null });
  tellReading();
  for (const sentence of document.querySelectorAll("main [data-read]")) {
    if (reading !== mine) return;
    const recorded = voices[sentence.dataset.voice];
    if (recorded) await playRecording(mine, sentence, recorded);
    else if (ownVoice()) await speak(sentence);
    else tell(say("pack.silent"));
    unmark();
  }
  if (reading === mine) hush();
}

function playRecording(mine, sentence, recorded) {
  sentence.classList.add("spoken");
  mine.audio = new Audio(`data:audio/wav;base64,${recorded}`);
  return new Promise((resolve) => {
    mine.audio.onended = mine.audio.onerror = mine.audio.onpause = resolve;
    mine.audio.play().catch(resolve);
  });
}

function speak(sentence) {
  const words = Array.from(sentence.querySelectorAll("span"));
  const spoken = new SpeechSynthesisUtterance(sentence.textContent);
  spoken.voice = ownVoice();
  spoken.lang = content.language;
  spoken.rate = 0.8;
  spoken.onboundary = (event) => {
    unmark();
    const word = words.find((one) => Number(one.dataset.end) > event.charIndex);
    if (word) word.classList.add("spoken");
  };
  return new Promise((resolve) => {
    spoken.onend = spoken.onerror = resolve;
    speechSynthesis.speak(spoken);
  });
}

// A sentence whose words can be marked one by one while they are spoken.
function sentence(text, voice, kind) {
  const line = make("p", { class: kind || "sentence", "data-read": "", "data-voice": voice || "" });
  let end = 0;
  for (const piece of text.split(/(\s+)/)) {
    end += piece.length;
    if (!piece.trim()) line.append(piece);
    else line.append(make("span", { "data-end": end }, piece));
  }
  return line;
}
