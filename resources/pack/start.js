// Begins: gives the buttons below their work, and listens to keys.
for (const name of ["back", "skip", "slow", "stop"]) {
  document.querySelector(`#go-${name} span`).textContent = say(`go.${name}`);
}
const WORK = {
  back: () => go(-1),
  skip,
  read: readAloud,
  slow: () => { aside = "slow"; render(); },
  stop: () => { aside = "stop"; render(); },
};
for (const [name, act] of Object.entries(WORK)) document.getElementById(`go-${name}`).addEventListener("click", act);

document.addEventListener("keydown", (event) => {
  const writes = event.target.matches("textarea, input");
  if (writes || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const chosen = main.querySelectorAll(".choice")[Number(event.key) - 1];
  if (/^[1-5]$/.test(event.key) && chosen) chosen.click();
});
if ("speechSynthesis" in window) speechSynthesis.getVoices(); // they are there a moment later
tellReading();
document.getElementById("page").hidden = false;
render();
