import type { Description } from "../description/description.ts";
import type { Fault } from "../faults/fault.ts";
import { inspectorScript } from "./inspector.script.ts";
import { inspectorStyle } from "./inspector.style.ts";
import { escapeHtml, type Page } from "./page.ts";

const presets: readonly (readonly [label: string, fault: Fault])[] = [
  ["503 from a proxy, in HTML", { kind: "status", status: 503, shape: "html" }],
  ["500 with { error }", { kind: "status", status: 500 }],
  ["504, though it did happen", { kind: "status", status: 504, shape: "empty", when: "after" }],
  ["422 with a nested error", { kind: "status", status: 422, shape: "nested" }],
  ["429, Retry-After 1", { kind: "status", status: 429, headers: { "Retry-After": "1" } }],
  ["Rate limit of 5 a minute", { kind: "rate-limit", per_minute: 5 }],
  ["Reset before it happens", { kind: "reset" }],
  ["Reset after it happened", { kind: "reset", when: "after" }],
  ["Reset, and it happens 5 s later", { kind: "late", ms: 5_000 }],
  ["Half a body", { kind: "half-body" }],
  ["3 s late", { kind: "delay", ms: 3_000 }],
];

/** The page at `/`: requests, state, and faults to switch on. */
export function inspectorPage(description: Description, origin: string): Page {
  const { title, basePath, operations } = description;
  const options = presets.map(
    ([label, fault]) =>
      `<option value="${escapeHtml(JSON.stringify(fault))}">${escapeHtml(label)}</option>`,
  );
  const targets = operations.map(({ id }) => `<option>${escapeHtml(id)}</option>`);
  return {
    title: `${title} · Kapso emulator`,
    style: inspectorStyle,
    script: inspectorScript,
    policy: ["connect-src 'self'", "frame-ancestors 'none'"],
    body: `<header>
<h1><i id="live" aria-hidden="true"></i>Kapso emulator</h1>
<code>${escapeHtml(`${origin}${basePath}`)} · ${escapeHtml(title)}, ${operations.length} ${operations.length === 1 ? "operation" : "operations"}</code>
<div class="clock" role="group" aria-label="The emulator's clock">
<time id="now"></time>
<button type="button" id="freeze" aria-pressed="false">Freeze</button>
<button type="button" data-advance="60000">+1 min</button>
<button type="button" data-advance="3600000">+1 h</button>
<button type="button" data-advance="86400000">+1 day</button>
<button type="button" id="reset">Reset all</button>
</div>
</header>
<main>
<div class="bar"><h2>Requests</h2><span class="tag" id="count">0</span>
<input id="filter" type="search" placeholder="Filter" aria-label="Filter requests">
<button type="button" id="forget">Clear</button></div>
<div class="scroll"><ul id="requests" role="listbox" aria-label="Requests, newest first"></ul>
<p class="nothing" id="nothing">No requests yet.<br>Requests appear here as they come.</p></div>
<div id="detail" aria-live="polite"></div>
</main>
<aside>
<section aria-labelledby="embeds-title"><h2 id="embeds-title">Inbox embeds</h2>
<ul id="embeds"></ul><p id="no-embeds">None yet.</p></section>
<section aria-labelledby="faults-title"><h2 id="faults-title">Faults</h2>
<form id="add-fault">
<select id="preset" aria-label="What goes wrong">${options.join("")}</select>
<input id="times" type="number" min="1" value="1" aria-label="How many times">
<select id="operation" aria-label="For which operation"><option value="">every operation</option>${targets.join("")}</select>
<button class="main">Switch on</button>
</form>
<p id="problem" role="alert"></p>
<ul id="faults"></ul><p id="no-faults">Everything works.</p></section>
</aside>`,
  };
}
