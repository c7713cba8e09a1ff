// Seals answers for the project: the other half of qda/core/review/sealing.py.
const INFO = new TextEncoder().encode("themeloom answers 1");

function canSeal() {
  return Boolean(window.crypto && window.crypto.subtle && window.crypto.getRandomValues);
}

function toBase64(bytes) {
  let letters = "";
  for (const byte of new Uint8Array(bytes)) letters += String.fromCharCode(byte);
  return btoa(letters);
}

function fromBase64(letters) {
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}

function toHex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Returns what a file of answers holds: `answers` sealed with the pack's public key, tied to what the pack shows.
async function seal(answers, code, content, publicKey) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const about = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(content));
  const theirs = await crypto.subtle.importKey("raw", fromBase64(publicKey), curve, false, []);
  const ours = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: about, info: INFO };
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const words = new TextEncoder().encode(JSON.stringify(answers));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: about }, key, words);
  return {
    format: "themeloom-answers",
    version: 1,
    pack: code,
    content: toHex(about),
    key: toBase64(await crypto.subtle.exportKey("raw", ours.publicKey)),
    nonce: toBase64(nonce),
    sealed: toBase64(sealed),
  };
}
