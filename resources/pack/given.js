// What the page was given: the content, exactly as its seal is about it, and what goes beside it.
const contentText = document.getElementById("content").textContent;
const content = JSON.parse(contentText);
const pack = JSON.parse(document.getElementById("beside").textContent);
const { words, pictures, voices } = pack;
const people = content.people.map(([code]) => code);
const helpers = content.helpers.map(([code]) => code);
