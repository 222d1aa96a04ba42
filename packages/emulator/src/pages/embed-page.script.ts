// Runs in the page. Nothing leaves it: a message that is sent here only appears in the thread.
export const embedPageScript = `
const buttons = [...document.querySelectorAll("nav button")];
const threads = [...document.querySelectorAll("article")];
function show(id) {
  for (const button of buttons) button.setAttribute("aria-current", String(button.value === id));
  for (const thread of threads) thread.hidden = thread.id !== id;
  const list = document.querySelector("article:not([hidden]) ol");
  if (list) list.scrollTop = list.scrollHeight;
}
for (const button of buttons) {
  button.addEventListener("click", () => {
    button.querySelector(".count")?.remove();
    show(button.value);
  });
}
document.querySelector("nav")?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = buttons.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length].focus();
});
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = form.elements.text;
    if (!input.value.trim()) return;
    const line = document.createElement("li");
    line.dataset.from = "team";
    line.textContent = input.value.trim();
    const time = document.createElement("time");
    time.textContent = new Date().toTimeString().slice(0, 5);
    line.append(time);
    const list = form.closest("article").querySelector("ol");
    list.append(line);
    list.scrollTop = list.scrollHeight;
    input.value = "";
  });
}
if (threads[0]) show(threads[0].id);
`;
