// Runs in the inspector. Whatever comes from requests goes into the page as text, never as markup.
export const inspectorScript = `
const $ = (id) => document.getElementById(id);
function el(name, props, ...children) {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}
async function api(method, path, body) {
  const response = await fetch("/_emulator" + path, {
    method,
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const value = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(value.error ?? response.statusText);
  return value.data;
}
const attempt = (work) => async (event) => {
  event?.preventDefault?.();
  $("problem").textContent = "";
  try { await work(event); } catch (error) { $("problem").textContent = error.message; }
};

const list = $("requests");
const shown = new Map();
let chosen;
// The item of the list that the Tab key reaches.
let stop;
const numberOf = (item) => Number(item.id.slice(8));
const visibleItems = () => [...list.children].filter((item) => !item.hidden);
const colour = (status) => status === undefined || status >= 500 ? "bad" : status >= 400 ? "warn" : "good";
const outcomes = {
  "": () => true,
  "2xx": ({ status }) => status >= 200 && status < 300,
  "4xx": ({ status }) => status >= 400 && status < 500,
  "5xx or cut off": ({ status }) => status === undefined || status >= 500,
  "refused": ({ problems }) => problems.length > 0,
  "with a warning": ({ warnings }) => warnings.length > 0,
  "with a fault": ({ faults }) => faults.length > 0,
};
const searchText = ({ method, path, search, operation_id, status, problems, warnings, faults, body }) =>
  [method, path, search, decoded(search), operation_id, status, ...problems, ...warnings, ...faults, JSON.stringify(body)]
    .join(" ").toLowerCase();
function decoded(search) {
  return [...new URLSearchParams(search)].map((pair) => pair.join("=")).join(" ");
}
function matches({ request, text }) {
  const words = $("search").value.toLowerCase().split(/\\s+/);
  return outcomes[$("outcome").value](request) && words.every((word) => text.includes(word));
}
function row(entry) {
  const { request } = entry;
  const note = request.problems[0] ?? request.warnings[0];
  const path = el("span", { className: "path" }, request.path + request.search);
  if (note) path.append(el("small", { className: request.problems.length ? "bad" : "warn" }, note));
  const tag = el("span", { className: "tag " + colour(request.status) }, String(request.status ?? "cut off"));
  if (request.faults.length) tag.prepend("fault ");
  const item = el("li", { role: "option", id: "request-" + request.id, hidden: !matches(entry), tabIndex: -1 },
    el("span", { className: "at" }, request.at.slice(11, 19)),
    el("span", { className: "verb" }, request.method),
    path, tag,
    el("span", { className: "took" }, request.duration.toFixed(1) + " ms"));
  item.ariaSelected = "false";
  item.addEventListener("click", () => choose(item));
  return item;
}
function moveStop(item) {
  if (stop) stop.tabIndex = -1;
  stop = item;
  if (stop) stop.tabIndex = 0;
}
function add(request) {
  if (shown.has(request.id)) return;
  const entry = { request, text: searchText(request) };
  shown.set(request.id, entry);
  const item = row(entry);
  list.prepend(item);
  if (shown.size > 500) {
    const oldest = list.lastElementChild;
    shown.delete(numberOf(oldest));
    oldest.remove();
    if (oldest === chosen) chosen = undefined;
    if (oldest === stop) moveStop(visibleItems()[0]);
  }
  if (!item.hidden && (!stop || (!chosen && stop !== document.activeElement))) moveStop(item);
  count();
}
function count() {
  const visible = visibleItems().length;
  $("count").textContent = visible === shown.size ? String(visible) : visible + " of " + shown.size;
  $("nothing").hidden = visible > 0;
  $("nothing").textContent = shown.size > 0 ? "No request matches." : "No requests yet. Requests appear here as they come.";
}
function clear() {
  shown.clear();
  chosen = undefined;
  moveStop(undefined);
  list.replaceChildren();
  $("detail").replaceChildren();
  count();
}
function choose(item) {
  if (chosen) chosen.ariaSelected = "false";
  chosen = item;
  item.ariaSelected = "true";
  moveStop(item);
  item.focus();
  item.scrollIntoView({ block: "nearest" });
  showDetail(shown.get(numberOf(item)).request);
}
function showDetail(request) {
  const { id, operation_id, problems, warnings, faults, body, headers, status, response } = request;
  const detail = $("detail");
  detail.replaceChildren();
  const part = (title, ...children) => detail.append(el("h3", {}, title), ...children);
  const lines = (texts, className) => el("ul", { className }, ...texts.map((text) => el("li", {}, text)));
  const headerText = (headers) => Object.entries(headers).map(([name, value]) => name + ": " + value).join("\\n");
  const anchor = [...$("operation").options].find(({ value }) => value && value === operation_id)?.dataset.reference;
  const said = el("span", { role: "status" });
  const copy = el("button", { type: "button", className: "small" }, "Copy as curl");
  const command = el("div");
  copy.addEventListener("click", () => copyAsCurl(id, command, said));
  detail.append(
    el("div", { className: "actions" }, el("h2", {}, (operation_id ?? "no operation") + " · #" + id),
      anchor && el("a", { href: "/_emulator/reference#" + anchor, target: "_blank" }, "In the reference"), copy, said),
    command);
  if (problems.length) part("Refused because", lines(problems, "bad"));
  if (warnings.length) part("Worth knowing", lines(warnings, "warn"));
  if (faults.length) part("Faults that happened", lines(faults, "bad"));
  if (!problems.length && !faults.length) detail.append(el("p", { className: "good" }, "Valid against the spec."));
  if (body !== undefined) part("Body", el("pre", {}, typeof body === "string" ? body : JSON.stringify(body, null, 2)));
  part("Headers", el("pre", {}, headerText(headers)));
  if (response) part("Response " + status, el("pre", {}, [headerText(response.headers), indented(response.text)].filter(Boolean).join("\\n\\n")));
}
function indented(text = "") {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}
// The command stands in the page too: only pages from HTTPS or this machine may write the clipboard.
async function copyAsCurl(id, place, said) {
  try {
    const response = await fetch("/_emulator/requests/" + id + "/curl");
    const text = await response.text();
    if (!response.ok) throw new Error(JSON.parse(text).error);
    const command = el("pre", {}, text);
    place.replaceChildren(command);
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied. Set KAPSO_API_KEY before you run it.";
    } else {
      getSelection().selectAllChildren(command);
      said.textContent = "Selected. Press Ctrl+C or ⌘C to copy it.";
    }
  } catch (error) {
    said.textContent = error.message;
  }
}
list.addEventListener("keydown", (event) => {
  const visible = visibleItems();
  const at = visible.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: visible.length - 1, Enter: at, " ": at }[event.key];
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const item = visible[Math.max(0, Math.min(visible.length - 1, to))];
  if (item) choose(item);
});
function filter() {
  for (const item of list.children) item.hidden = !matches(shown.get(numberOf(item)));
  if (!stop || stop.hidden) moveStop(visibleItems()[0]);
  count();
}
$("search").addEventListener("input", filter);
$("outcome").addEventListener("change", filter);
$("forget").addEventListener("click", attempt(async () => {
  await api("DELETE", "/requests");
  clear();
}));

function embedItem(embed) {
  const { state } = embed;
  const scope = [embed.scope_type, embed.scope_name ?? embed.scope_id].filter(Boolean).join(" · ");
  const origins = embed.allowed_origins?.length ? embed.allowed_origins.join(", ") : "any origin";
  const used = embed.last_used_at ? "last used " + embed.last_used_at.slice(0, 19).replace("T", " ") : "never used";
  const name = embed.readable_name || "Unnamed";
  return el("li", {},
    el("div", {}, el("strong", { title: embed.name ?? "" }, name),
      el("span", { className: "tag " + (state === "active" ? "good" : "warn") }, state)),
    el("small", {}, scope),
    el("small", {}, "framed by " + origins + " · " + embed.default_mode + " mode"),
    el("small", {}, used + (embed.expires_at ? " · expires " + embed.expires_at : "")),
    state === "active" ? el("a", { href: "/_emulator/embeds/" + embed.id + "/page", target: "_blank", ariaLabel: "Open the page of " + name }, "Open the page") : undefined);
}
const embedState = (embed, now) => embed.status !== "active" ? "revoked"
  : embed.expires_at && Date.parse(embed.expires_at) <= now ? "expired" : "active";
function faultItem(fault) {
  const { id, hits, kind, ...rest } = fault;
  const words = Object.entries(rest).map(([name, value]) => name + " " + (typeof value === "object" ? JSON.stringify(value) : value)).join(" · ");
  const off = el("button", { type: "button", className: "small" }, "Switch off");
  off.setAttribute("aria-label", "Switch off " + kind);
  off.addEventListener("click", attempt(async () => {
    await api("DELETE", "/faults/" + id);
    await refresh();
    $("switch-on").focus();
  }));
  return el("li", {},
    el("div", {}, el("strong", {}, kind), el("span", { className: "tag" }, hits + (hits === 1 ? " hit" : " hits")), off),
    el("small", {}, words));
}
// Items that stay the same keep their elements, and with them the focus and the selected text.
function showItems(place, values, make) {
  const before = new Map([...place.children].map((node) => [node.dataset.id, node]));
  let focused;
  const nodes = values.map((value) => {
    const old = before.get(value.id);
    const json = JSON.stringify(value);
    if (old?.dataset.json === json) return old;
    const node = make(value);
    Object.assign(node.dataset, { id: value.id, json });
    if (old?.contains(document.activeElement)) focused = node;
    return node;
  });
  // An element that moves loses the focus, so what is gone goes first.
  for (const node of before.values()) if (!nodes.includes(node)) node.remove();
  for (const [at, node] of nodes.entries()) {
    if (place.children[at] !== node) place.insertBefore(node, place.children[at] ?? null);
  }
  focused?.querySelector("a, button")?.focus();
}
async function refresh() {
  const { now, frozen, embeds, faults } = await api("GET", "/overview");
  $("now").textContent = now.replace("T", " ").slice(0, 19) + " UTC";
  $("now").dateTime = now;
  $("freeze").setAttribute("aria-pressed", String(frozen));
  showItems($("embeds"), embeds.map((embed) => ({ ...embed, state: embedState(embed, Date.parse(now)) })), embedItem);
  $("no-embeds").hidden = embeds.length > 0;
  showItems($("faults"), faults, faultItem);
  $("no-faults").hidden = faults.length > 0;
}
$("add-fault").addEventListener("submit", attempt(async () => {
  const fault = JSON.parse($("preset").value);
  const operation = $("operation").value;
  const times = $("times").valueAsNumber;
  await api("POST", "/faults", {
    ...fault,
    ...(operation && { operation_id: operation }),
    ...(times >= 1 && fault.kind !== "rate-limit" && { times }),
  });
  await refresh();
}));
for (const button of document.querySelectorAll("[data-advance]")) {
  button.addEventListener("click", attempt(async () => {
    await api("POST", "/clock", { advance: Number(button.dataset.advance) });
    await refresh();
  }));
}
$("freeze").addEventListener("click", attempt(async () => {
  const frozen = $("freeze").getAttribute("aria-pressed") === "true";
  await api("POST", "/clock", frozen ? { resume: true } : { freeze: true });
  await refresh();
}));
$("reset").addEventListener("click", attempt(async () => {
  await api("POST", "/reset");
  clear();
  await refresh();
}));

let pending;
const refreshSoon = () => { pending ??= setTimeout(() => { pending = undefined; attempt(refresh)(); }, 60); };
const events = new EventSource("/_emulator/events");
events.addEventListener("open", () => { $("live").dataset.live = "true"; refreshSoon(); });
events.addEventListener("error", () => { $("live").dataset.live = "false"; });
events.addEventListener("request", (event) => { add(JSON.parse(event.data)); refreshSoon(); });
setInterval(refreshSoon, 1000);
`;
