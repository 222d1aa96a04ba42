import type { Description } from "../description/description.ts";
import type { Fault } from "../faults/fault.ts";
import { inspectorScript } from "./inspector.script.ts";
import { inspectorStyle } from "./inspector.style.ts";
import { escapeHtml, type Page } from "./page.ts";
import { referenceAnchor } from "./reference-anchor.ts";

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

/** What the script's `outcomes` select. */
const outcomes = ["2xx", "4xx", "5xx or cut off", "refused", "with a warning", "with a fault"]
  .map((outcome) => `<option>${outcome}</option>`)
  .join("");

/** The page at `/`: requests, state, and faults to switch on. */
export function inspectorPage(description: Description, origin: string): Page {
  const { title, basePath, model } = description;
  const { operations } = model;
  const options = presets.map(
    ([label, fault]) =>
      `<option value="${escapeHtml(JSON.stringify(fault))}">${escapeHtml(label)}</option>`,
  );
  const targets = operations.map(
    (operation) =>
      `<option data-reference="${escapeHtml(referenceAnchor(operation))}">${escapeHtml(operation.id)}</option>`,
  );
  return {
    title: `${title} · Kapso emulator`,
    style: inspectorStyle,
    script: inspectorScript,
    policy: ["connect-src 'self'", "frame-ancestors 'none'"],
    body: `<header>
<div>
<h1><i id="live" aria-hidden="true"></i>Kapso emulator</h1>
<code>${escapeHtml(`${origin}${basePath}`)}</code>
<a href="/_emulator/reference">Reference of ${escapeHtml(title)}, ${operations.length} ${operations.length === 1 ? "operation" : "operations"}</a>
</div>
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
<div class="bar"><h2>Requests</h2><span class="tag" id="count" role="status">0</span>
<button type="button" id="forget">Clear</button>
<div class="filters"><select id="outcome" aria-label="Which requests"><option value="">every outcome</option>${outcomes}</select>
<input id="search" type="search" placeholder="Search" aria-label="Search in requests"></div></div>
<div class="scroll"><ul id="requests" role="listbox" aria-label="Requests, newest first"></ul>
<p class="nothing" id="nothing">No requests yet.<br>Requests appear here as they come.</p></div>
<div id="detail" role="region" aria-label="The chosen request"></div>
</main>
<aside>
<section aria-labelledby="embeds-title"><h2 id="embeds-title">Inbox embeds</h2>
<ul id="embeds"></ul><p id="no-embeds">None yet.</p></section>
<section aria-labelledby="faults-title"><h2 id="faults-title">Faults</h2>
<form id="add-fault">
<select id="preset" aria-label="What goes wrong">${options.join("")}</select>
<input id="times" type="number" min="1" value="1" aria-label="How many times">
<select id="operation" aria-label="For which operation"><option value="">every operation</option>${targets.join("")}</select>
<button class="main" id="switch-on">Switch on</button>
</form>
<p id="problem" role="alert"></p>
<ul id="faults"></ul><p id="no-faults">Everything works.</p></section>
</aside>`,
  };
}
