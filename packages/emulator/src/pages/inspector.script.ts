// Runs in the inspector. Whatever comes from requests goes into the page as text, never as markup.
export const inspectorScript = `
const $ = (id) => document.getElementById(id);
function el(name, props, ...children) {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}
async function api(method, path, body) {
  const answer = await fetch("/_emulator" + path, {
    method,
    ...(body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(value.error ?? answer.statusText);
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
const colour = (status) => status === undefined || status >= 500 ? "bad" : status >= 400 ? "warn" : "good";
const matches = (request) => {
  const wanted = $("filter").value.trim().toLowerCase();
  if (!wanted) return true;
  return [request.method, request.path, request.operation_id, request.status, ...request.problems]
    .join(" ").toLowerCase().includes(wanted);
};
function row(request) {
  const query = new URLSearchParams(request.query).toString();
  const note = request.problems[0] ?? request.warnings[0];
  const path = el("span", { className: "path" }, request.path + (query ? "?" + query : ""));
  if (note) path.append(el("small", { className: request.problems.length ? "bad" : "warn" }, note));
  const tag = el("span", { className: "tag " + colour(request.status) }, String(request.status ?? "cut off"));
  if (request.faults.length) tag.prepend("⚡ ");
  const item = el("li", { role: "option", id: "request-" + request.id, hidden: !matches(request), tabIndex: -1 },
    el("span", { className: "at" }, request.at.slice(11, 19)),
    el("span", { className: "verb" }, request.method),
    path, tag,
    el("span", { className: "took" }, request.duration.toFixed(1) + " ms"));
  item.ariaSelected = "false";
  item.addEventListener("click", () => choose(item));
  return item;
}
function add(request) {
  if (shown.has(request.id)) return;
  shown.set(request.id, request);
  list.prepend(row(request));
  if (shown.size > 500) {
    const oldest = list.lastElementChild;
    shown.delete(Number(oldest.id.slice(8)));
    oldest.remove();
  }
  if (!chosen) list.firstElementChild.tabIndex = 0;
  count();
}
function count() {
  $("count").textContent = String(shown.size);
  $("nothing").hidden = shown.size > 0;
}
function choose(item) {
  for (const other of list.children) { other.ariaSelected = "false"; other.tabIndex = -1; }
  chosen = item;
  item.ariaSelected = "true";
  item.tabIndex = 0;
  item.focus();
  item.scrollIntoView({ block: "nearest" });
  const request = shown.get(Number(item.id.slice(8)));
  const detail = $("detail");
  detail.replaceChildren();
  const part = (title, ...children) => detail.append(el("h2", {}, title), ...children);
  const lines = (texts, className) => el("ul", { className }, ...texts.map((text) => el("li", {}, text)));
  part((request.operation_id ?? "no operation") + " · #" + request.id);
  if (request.problems.length) part("Refused because", lines(request.problems, "bad"));
  if (request.warnings.length) part("Worth knowing", lines(request.warnings, "warn"));
  if (request.faults.length) part("Faults that happened", lines(request.faults, "bad"));
  if (!request.problems.length && !request.faults.length) detail.append(el("span", { className: "good" }, "Valid against the description."));
  if (request.body !== undefined) part("Body", el("pre", {}, JSON.stringify(request.body, null, 2)));
  part("Headers", el("pre", {}, Object.entries(request.headers).map(([name, value]) => name + ": " + value).join("\\n")));
}
list.addEventListener("keydown", (event) => {
  const visible = [...list.children].filter((item) => !item.hidden);
  const at = visible.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: visible.length - 1, Enter: at, " ": at }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const item = visible[Math.max(0, Math.min(visible.length - 1, to))];
  if (item) choose(item);
});
$("filter").addEventListener("input", () => {
  for (const item of list.children) item.hidden = !matches(shown.get(Number(item.id.slice(8))));
});
$("forget").addEventListener("click", attempt(async () => {
  await api("DELETE", "/requests");
  shown.clear(); chosen = undefined; list.replaceChildren(); $("detail").replaceChildren(); count();
}));

function embedItem(embed, now) {
  const expired = embed.expires_at && Date.parse(embed.expires_at) <= now;
  const state = embed.status !== "active" ? "revoked" : expired ? "expired" : "active";
  const scope = [embed.scope_type, embed.scope_name ?? embed.scope_id].filter(Boolean).join(" · ");
  const origins = embed.allowed_origins?.length ? embed.allowed_origins.join(", ") : "any origin";
  const used = embed.last_used_at ? "last used " + embed.last_used_at.slice(0, 19).replace("T", " ") : "never used";
  const [, name, tag = ""] = /^(.*?) ?(\\[[\\w.-]+:[\\w-]{8,}:[\\w-]{8,}\\])?$/.exec(embed.name ?? "") ?? [];
  return el("li", {},
    el("div", {}, el("strong", { title: tag }, name || "Unnamed"),
      el("span", { className: "tag " + (state === "active" ? "good" : "warn") }, state)),
    el("small", {}, scope),
    el("small", {}, "framed by " + origins + " · " + embed.default_mode + " mode"),
    el("small", {}, used + (embed.expires_at ? " · expires " + embed.expires_at : "")),
    state === "active" ? el("a", { href: "/_emulator/embeds/" + embed.id + "/page", target: "_blank" }, "Open the page") : undefined);
}
function faultItem(fault) {
  const { id, hits, kind, ...rest } = fault;
  const words = Object.entries(rest).map(([name, value]) => name + " " + (typeof value === "object" ? JSON.stringify(value) : value)).join(" · ");
  const off = el("button", { type: "button", className: "small" }, "Switch off");
  off.setAttribute("aria-label", "Switch off " + kind);
  off.addEventListener("click", attempt(async () => { await api("DELETE", "/faults/" + id); await refresh(); }));
  return el("li", {},
    el("div", {}, el("strong", {}, kind), el("span", { className: "tag" }, hits + (hits === 1 ? " hit" : " hits")), off),
    el("small", {}, words));
}
async function refresh() {
  const { now, frozen, embeds, faults } = await api("GET", "/overview");
  $("now").textContent = now.replace("T", " ").slice(0, 19) + " UTC";
  $("now").dateTime = now;
  $("freeze").setAttribute("aria-pressed", String(frozen));
  $("embeds").replaceChildren(...embeds.map((embed) => embedItem(embed, Date.parse(now))));
  $("no-embeds").hidden = embeds.length > 0;
  $("faults").replaceChildren(...faults.map(faultItem));
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
  shown.clear(); chosen = undefined; list.replaceChildren(); $("detail").replaceChildren(); count();
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
