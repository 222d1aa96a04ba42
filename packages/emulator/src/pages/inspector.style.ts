export const inspectorStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #0e1116);
  --panel: light-dark(#ffffff, #161b22);
  --raised: light-dark(#eceff3, #212833);
  --line: light-dark(#dce1e8, #2a323d);
  --ink: light-dark(#161b22, #e6ebf2);
  --quiet: light-dark(#586373, #95a1b3);
  --accent: light-dark(#0b6e52, #3ccb9c);
  --on-accent: light-dark(#ffffff, #05231a);
  --good: light-dark(#0b6e3f, #4ccf8b);
  --warn: light-dark(#8a5200, #f0b35a);
  --bad: light-dark(#b3261e, #ff8a80);
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body {
  display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 25rem; gap: 1px;
  background: var(--line); color: var(--ink);
  font: 14px/1.45 ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif;
}
header, main, aside { background: var(--panel); }
header { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; align-items: center; padding: .7rem 1.1rem; }
h1 { font-size: 1rem; margin: 0; display: flex; gap: .55rem; align-items: center; }
h1 i { width: .65rem; height: .65rem; border-radius: 50%; background: var(--bad); }
h1 i[data-live="true"] { background: var(--good); }
h2, h3 { font-size: .75rem; letter-spacing: .05em; text-transform: uppercase; color: var(--quiet); margin: 0; }
header a { margin-left: .6rem; font-size: 13px; }
header code { font: 13px var(--mono); color: var(--quiet); }
.clock { margin-left: auto; display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.clock time { font: 13px var(--mono); min-width: 12.5rem; text-align: right; }
button, select, input {
  font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line);
  border-radius: .45rem; padding: .25rem .65rem;
}
::placeholder { color: var(--quiet); opacity: 1; }
input, select { background: var(--ground); }
button { cursor: pointer; }
button:hover { border-color: var(--quiet); }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.small { padding: 0 .5rem; font-size: .8rem; }
button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
main { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); min-height: 0; }
.bar { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; padding: .6rem 1.1rem; border-bottom: 1px solid var(--line); }
.filters { flex: 1 1 18rem; display: flex; gap: .6rem; justify-content: flex-end; }
.filters input { flex: 1; min-width: 4rem; max-width: 16rem; }
.scroll { overflow: auto; min-height: 0; }
#requests { list-style: none; margin: 0; padding: 0; }
#requests li {
  display: grid; grid-template-columns: 5rem 4.2rem minmax(0, 1fr) auto 4.4rem; gap: .7rem; align-items: baseline;
  padding: .4rem 1.1rem; border-bottom: 1px solid var(--line); cursor: pointer;
}
#requests li:hover { background: var(--ground); }
#requests li[aria-selected="true"] .tag { background: var(--panel); }
#requests li[aria-selected="true"] { background: var(--raised); box-shadow: inset 3px 0 var(--accent); }
#requests li:focus-visible { outline-offset: -2px; }
.at, .took { color: var(--quiet); font: 12px var(--mono); }
.took { text-align: right; }
.verb { font: 600 12px var(--mono); }
.path { font: 13px var(--mono); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.path small { display: block; font: 12px/1.4 ui-sans-serif, system-ui, sans-serif; overflow: hidden; text-overflow: ellipsis; }
.tag { font: 600 12px var(--mono); padding: .05rem .5rem; border-radius: 99px; background: var(--raised); white-space: nowrap; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); } .quiet { color: var(--quiet); }
#detail { border-top: 1px solid var(--line); padding: .8rem 1.1rem; max-height: 42vh; overflow: auto; background: var(--ground); }
#detail:empty { display: none; }
#detail h3 { margin: .7rem 0 .2rem; }
#detail ul, #detail p { margin: .4rem 0 0; }
#detail ul { padding-left: 1.1rem; }
.actions { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: center; }
.actions h2 { font: 600 13px var(--mono); letter-spacing: 0; text-transform: none; color: var(--ink); }
.actions + div pre { margin-top: .5rem; padding: .5rem .7rem; background: var(--panel); border: 1px solid var(--line); border-radius: .45rem; }
pre { margin: 0; font: 12.5px/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.nothing { padding: 2.5rem 1.1rem; text-align: center; color: var(--quiet); }
.nothing code { font: 12.5px var(--mono); }
aside { overflow: auto; min-height: 0; }
section { padding: .9rem 1.1rem 1.1rem; border-bottom: 1px solid var(--line); }
section > p { margin: .5rem 0 0; color: var(--quiet); }
section ul { list-style: none; margin: .6rem 0 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: minmax(0, 1fr); }
section li { padding: .55rem .7rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--ground); }
section li div { display: flex; gap: .5rem; align-items: center; }
section li .tag, section li button { flex: none; }
section li strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
section li .tag { margin-left: auto; }
section li small { display: block; color: var(--quiet); overflow-wrap: anywhere; }
a { color: var(--accent); }
form { display: grid; grid-template-columns: 1fr auto; gap: .5rem; margin-top: .6rem; }
form select, form input { width: 100%; min-width: 0; }
form input[type="number"] { min-width: 4.5rem; }
#problem { color: var(--bad); min-height: 1.2em; margin: .4rem 0 0; }
@media (max-width: 62rem) {
  html, body { height: auto; }
  body { grid-template: auto auto auto / minmax(0, 1fr); }
  .scroll { max-height: 60vh; }
  .filters input { max-width: none; }
  header a { margin-left: 0; display: block; }
  #detail { max-height: none; }
  #requests li { grid-template-columns: 4.2rem minmax(0, 1fr) auto; }
  #requests .at, #requests .took { display: none; }
  .clock { margin-left: 0; }
  .clock time { min-width: 0; }
}
`;
