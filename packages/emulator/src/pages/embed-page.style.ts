export const embedPageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f5f4, #0d1211);
  --panel: light-dark(#ffffff, #141b19);
  --raised: light-dark(#eef2f0, #1c2523);
  --line: light-dark(#dde4e1, #26312e);
  --ink: light-dark(#14201c, #e7efec);
  --quiet: light-dark(#5b6b65, #9db1aa);
  --accent: light-dark(#0b7a5b, #35c79a);
  --on-accent: light-dark(#ffffff, #06251b);
  --mine: light-dark(#d7f2e6, #12402f);
  --warn: light-dark(#8a5200, #f0b35a);
  --warn-ground: light-dark(#fff1d9, #33260f);
}
:root[data-mode="light"] { color-scheme: light; }
:root[data-mode="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  display: grid; grid-template: auto minmax(0, 1fr) / minmax(15rem, 20rem) minmax(0, 1fr);
  background: var(--ground); color: var(--ink);
  font: 15px/1.45 ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif;
}
header {
  grid-column: 1 / -1; display: flex; gap: .75rem; align-items: center;
  padding: .6rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line);
}
header svg { flex: none; color: var(--accent); }
h1 { font-size: 1rem; margin: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.scope { color: var(--quiet); font-size: .85rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.badge {
  margin-left: auto; flex: none; padding: .15rem .6rem; border-radius: 99px; font-size: .75rem;
  font-weight: 600; color: var(--warn); background: var(--warn-ground);
}
nav { background: var(--panel); border-right: 1px solid var(--line); overflow: auto; min-height: 0; }
.filters { display: flex; flex-wrap: wrap; gap: .35rem; padding: .7rem 1rem; border-bottom: 1px solid var(--line); }
.chip { padding: .1rem .55rem; border-radius: 99px; font-size: .78rem; background: var(--raised); color: var(--quiet); }
nav button {
  display: grid; grid-template-columns: auto 1fr auto; gap: .1rem .7rem; width: 100%; padding: .7rem 1rem;
  border: 0; border-bottom: 1px solid var(--line); background: none; color: inherit; font: inherit;
  text-align: left; cursor: pointer;
}
nav button:hover { background: var(--raised); }
nav button[aria-current="true"] { background: var(--raised); box-shadow: inset 3px 0 var(--accent); }
button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.avatar {
  grid-row: span 2; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center;
  font-weight: 600; color: #fff; background: hsl(var(--hue) 48% 34%);
}
.name { font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.time { color: var(--quiet); font-size: .78rem; }
.last { color: var(--quiet); font-size: .87rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.count {
  justify-self: end; min-width: 1.3rem; padding: 0 .35rem; border-radius: 99px; font-size: .75rem;
  font-weight: 700; text-align: center; line-height: 1.3rem; color: var(--on-accent); background: var(--accent);
}
main { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
article { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); min-height: 0; }
article[hidden] { display: none; }
.who { display: flex; gap: .7rem; align-items: center; padding: .7rem 1.2rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.who .avatar { width: 2.1rem; height: 2.1rem; font-size: .85rem; }
.who small { display: block; color: var(--quiet); }
.flag { margin-left: auto; font-size: .78rem; color: var(--warn); background: var(--warn-ground); border-radius: 99px; padding: .1rem .6rem; }
ol { list-style: none; margin: 0; padding: 1.2rem; overflow: auto; display: flex; flex-direction: column; gap: .45rem; min-height: 0; }
li { max-width: min(34rem, 82%); padding: .5rem .8rem; border-radius: 1rem; background: var(--panel); border: 1px solid var(--line); overflow-wrap: anywhere; }
li[data-from="customer"] { align-self: flex-start; border-bottom-left-radius: .25rem; }
li[data-from="team"] { align-self: flex-end; background: var(--mine); border-color: transparent; border-bottom-right-radius: .25rem; }
li time { display: block; text-align: right; color: var(--quiet); font-size: .72rem; }
form { display: flex; gap: .6rem; padding: .8rem 1.2rem; background: var(--panel); border-top: 1px solid var(--line); }
form input {
  flex: 1; min-width: 0; padding: .6rem .9rem; border-radius: 99px; border: 1px solid var(--line);
  background: var(--ground); color: inherit; font: inherit;
}
::placeholder { color: var(--quiet); opacity: 1; }
form button {
  padding: .6rem 1.2rem; border: 0; border-radius: 99px; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent);
}
.ended, .empty { padding: 1rem 1.2rem; text-align: center; color: var(--quiet); }
.empty { margin: auto; }
@media (max-width: 38rem) {
  body { grid-template-columns: 4.4rem minmax(0, 1fr); }
  nav .filters, nav .name, nav .time, nav .last { display: none; }
  nav button { grid-template-columns: 1fr; justify-items: center; padding: .6rem .3rem; }
  nav .avatar { grid-row: auto; }
  .count { justify-self: center; }
  .scope { display: none; }
  header { flex-wrap: wrap; gap: .2rem .75rem; }
  .badge { margin-left: 0; }
  h1 { flex: 1 1 12rem; white-space: normal; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
}
`;
