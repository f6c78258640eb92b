/** The page around the diagrams. */
export const page = `
* { box-sizing: border-box; }
html { font: 15px/1.5 var(--sans); color: var(--ink); background: var(--page); -webkit-text-size-adjust: 100%; }
body { margin: 0; display: grid; grid-template: auto 1fr / 13.5rem minmax(0, 1fr); min-height: 100vh; }
h2, h3, h4, h5, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2 { font-size: 1.55rem; line-height: 1.2; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2:focus { outline: none; }
h3 { font-size: 1rem; }
h4, h5 { font-size: .78rem; font-weight: 600; color: var(--faint); letter-spacing: .02em; }
code, kbd, pre { font-family: var(--mono); font-size: .86em; }
code { overflow-wrap: anywhere; }
a { color: inherit; }
button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .2rem .6rem; cursor: pointer; }
button:hover { border-color: var(--faint); }
button[aria-pressed="true"] { background: var(--chosen); border-color: var(--focus); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.faint { color: var(--faint); }
.bad { color: var(--broken); }
.hidden-words, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: fixed; top: .5rem; left: .5rem; z-index: 9; background: var(--panel); padding: .4rem .8rem; }

.top { grid-column: 1 / -1; position: sticky; top: 0; z-index: 5; display: flex; align-items: center; gap: .8rem; padding: .5rem 1.2rem; background: var(--panel); border-bottom: 1px solid var(--line); }
.top .summary { flex: 1; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.top .summary .faint { font-weight: 400; margin-left: .6rem; }
.top button { min-width: 2.2rem; }
.mark { display: inline-flex; align-items: center; gap: .45rem; font-weight: 700; font-size: 1.1rem; text-decoration: none; margin-right: .6rem; }
.mark svg { fill: none; stroke: var(--thread); stroke-width: 1.6; stroke-linecap: round; }
.mark svg circle { fill: color-mix(in srgb, var(--thread) 12%, transparent); }

nav { border-right: 1px solid var(--line); padding: 1rem .6rem 3rem; position: sticky; top: 3.1rem; height: calc(100vh - 3.1rem); overflow-y: auto; font-size: .9rem; }
nav .group { display: block; padding: .7rem .6rem .15rem; font-weight: 600; overflow-wrap: anywhere; }
nav a { display: block; padding: .16rem .6rem; border-radius: 6px; text-decoration: none; color: var(--faint); overflow-wrap: anywhere; }
nav a:hover { background: var(--sunk); }
nav a[aria-current] { background: var(--chosen); color: var(--ink); }
nav a > span:first-child { display: inline-block; width: 1.1em; font-weight: 700; }
.broken > span[aria-hidden], button.broken { color: var(--broken); }
.survives > span[aria-hidden], button.survives { color: var(--survives); }
.undecided > span[aria-hidden], button.undecided { color: var(--undecided); }

main { padding: 1.4rem 1.3rem 4rem; max-width: 118rem; min-width: 0; }
main > section { display: grid; gap: 1rem; min-width: 0; }
main > section > * { min-width: 0; }
main > section { scroll-margin-top: 4rem; }
html:not(.alive) main > section + section { margin-top: 4rem; }
.segments { display: inline-flex; flex-wrap: wrap; }
.segments button { border-radius: 0; margin-left: -1px; }
.segments button:first-child { border-radius: 6px 0 0 6px; margin-left: 0; }
.segments button:last-child { border-radius: 0 6px 6px 0; }
.segments button[aria-pressed="true"] { z-index: 1; }
.filters { justify-self: start; }
html:not(.alive) .filters { display: none; }
.note-line { color: var(--undecided); }

.wide { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); }
.verdicts { border-collapse: collapse; width: 100%; }
.verdicts th, .verdicts td { text-align: left; vertical-align: top; padding: .5rem 1rem; font-weight: 400; }
.verdicts thead th { font-size: .78rem; font-weight: 600; color: var(--faint); }
.verdicts tbody tr { border-top: 1px solid var(--line); }
.verdicts .scenario th { background: var(--sunk); }
.verdicts .scenario-name { font-weight: 700; }
.verdicts .bounds-line, .verdicts .title, .verdicts .note-line { display: block; font-size: .85rem; }
.verdicts th[scope="row"] { width: 46%; padding-left: 1.6rem; }
.verdicts th[scope="row"] a { font-weight: 600; text-underline-offset: .2em; text-decoration-color: var(--line); }
.verdicts th[scope="row"] a:hover { text-decoration-color: currentColor; }
.part { font-weight: 400; font-size: .8rem; color: var(--faint); }
.badge { display: inline-block; padding: .08rem .6rem; border-radius: 99px; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.badge.broken { color: var(--broken); background: var(--broken-soft); }
.badge.survives { color: var(--survives); background: var(--survives-soft); }
.badge.undecided { color: var(--undecided); background: var(--undecided-soft); }
.line-of-its-own { display: block; }
.verdicts .command { margin-top: .3rem; }
.unusable li { padding: .2rem 0; }

.crumbs { color: var(--faint); font-size: .9rem; overflow-wrap: anywhere; }
.outcome { gap: .7rem !important; }
.title-line { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .9rem; }
.promise { font-size: 1.05rem; overflow-wrap: anywhere; }
.promise .faint { font-size: .85rem; border: 1px solid var(--line); border-radius: 99px; padding: .05rem .55rem; margin-right: .3rem; }
.facts { display: grid; grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); gap: 1rem; align-items: start; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem; box-shadow: var(--shadow); min-width: 0; }
.card > * + * { margin-top: .5rem; }
.sets { display: flex; flex-wrap: wrap; gap: .35rem; }
.sets .set { text-align: left; padding: .12rem .55rem; }
.ways > li { padding: .45rem 0; border-top: 1px solid var(--line); }
.ways > li:first-child { border-top: 0; padding-top: 0; }
.ways { max-height: 21rem; overflow: auto; scrollbar-width: thin; margin-right: -.5rem; padding-right: .5rem; border-bottom: 1px solid var(--line);
  background: linear-gradient(var(--panel), transparent) top / 100% 2.5rem no-repeat local, linear-gradient(transparent, var(--panel)) bottom / 100% 2.5rem no-repeat local,
    linear-gradient(var(--line), transparent) top / 100% .9rem no-repeat scroll, linear-gradient(transparent, var(--line)) bottom / 100% .9rem no-repeat scroll; }
.ways .sentence { font-weight: 600; font-size: .95rem; margin-bottom: .3rem; }
.cause { padding: .2rem 0 .2rem 1rem; font-size: .92rem; border-left: 2px solid var(--broken); }
details > summary { cursor: pointer; color: var(--faint); font-size: .9rem; }
details[open] > .sets { margin-top: .35rem; }
.command { display: flex; align-items: start; gap: .5rem; background: var(--sunk); border-radius: 6px; padding: .3rem .4rem .3rem .7rem; }
.command + .command { margin-top: .35rem !important; }
.command code { flex: 1; padding: .1rem 0; user-select: all; }
.command .copy { font-size: .8rem; padding: .05rem .5rem; }
.certificate dl { display: grid; grid-template-columns: auto 1fr; gap: .05rem .9rem; font-size: .88rem; }
.certificate dl > div { display: contents; }
.certificate dt { color: var(--faint); }
.in-short { border-left: 3px solid var(--broken); padding-left: .7rem; }
.in-short + * { margin-top: .9rem; }
.links li { padding: .2rem 0; font-size: .92rem; }
.links li code { white-space: pre-wrap; }
.cover { display: inline-block; min-width: 5.5em; font-size: .8rem; font-weight: 600; }
.cover.none { color: var(--broken); } .cover.time, .cover.space { color: var(--survives); } .cover.unneeded, .cover.untried { color: var(--faint); }
.noscript { position: fixed; bottom: 0; right: 0; background: var(--undecided-soft); padding: .5rem 1rem; }
.toast { position: fixed; bottom: 1.2rem; left: 50%; translate: -50%; background: var(--ink); color: var(--page); padding: .4rem 1rem; border-radius: 99px; z-index: 10; }
.help { border: 1px solid var(--line); border-radius: 12px; background: var(--panel); color: var(--ink); padding: 1.2rem 1.6rem; max-height: 88vh; max-width: 94vw; }
.help::backdrop { background: #0007; }
.help h2 { font-size: 1.1rem; margin-bottom: .5rem; }
.keys td { padding: .1rem .8rem .1rem 0; font-size: .92rem; }
.keys + button { margin-top: .8rem; }
kbd { background: var(--sunk); border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 0 .4em; }

@media (max-width: 900px) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 11rem; border-right: 0; border-bottom: 1px solid var(--line); padding: .5rem .6rem; }
  nav ul ul { display: flex; flex-wrap: wrap; }
  nav .group { padding-top: .3rem; }
  main { padding: 1rem .8rem 3rem; }
  .facts { grid-template-columns: minmax(0, 1fr); }
  .top { padding: .4rem .8rem; gap: .5rem; }
  .top .summary .faint { display: none; }
  .verdicts th, .verdicts td { padding: .4rem .6rem; }
  .verdicts th[scope="row"] { padding-left: .6rem; }
}
@media (max-width: 560px) {
  .verdicts thead { display: none; }
  .verdicts tr[data-verdict] { display: grid; grid-template-columns: 1fr; padding: .5rem 0; }
  .verdicts tr[data-verdict] > * { padding: .1rem .8rem; width: auto !important; }
  .keys td:first-child { white-space: nowrap; }
}
@media print { .top button, nav, .toolbar, .copy { display: none; } body { display: block; } }
`;
