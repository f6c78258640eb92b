/** The diagrams, and what stands below them. */
export const diagrams = `
.viewer { display: grid; gap: .6rem; min-width: 0; }
.toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; position: sticky; top: 3.1rem; z-index: 4; background: var(--page); padding: .4rem 0; }
.jumps { display: flex; flex-wrap: wrap; gap: .3rem; }
.position { flex: 1; min-width: 12rem; color: var(--faint); font-size: .9rem; text-align: right; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.parting { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; border-left: 3px solid var(--stranger); padding: .2rem .8rem; font-size: .92rem; }
.parting-label { font-weight: 600; color: var(--stranger); }
.panes { display: grid; grid-template-columns: repeat(auto-fit, minmax(0, 1fr)); grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: .8rem; }
.panes[data-layout="good"] .with-faults, .panes[data-layout="bad"] .without-faults { display: none; }
.pane { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; min-width: 0; box-shadow: var(--shadow); }
.pane.current { border-color: var(--focus); }
.pane > h4 { display: flex; align-items: baseline; gap: .8rem; padding: .45rem .8rem; border-bottom: 1px solid var(--line); color: var(--ink); font-size: .88rem; }
.pane > h4 > :first-child { flex: 1; min-width: 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.verdict-word.good { color: var(--survives); } .verdict-word.bad { color: var(--broken); } .verdict-word.unknown { color: var(--undecided); }
.view { position: relative; }
.scroller { overflow: auto; height: min(58vh, 44rem); overscroll-behavior: contain; padding-right: 12px; }
.scroller:focus-visible { outline-offset: -2px; }
.heads { position: sticky; top: 0; z-index: 2; height: 1.9rem; background: var(--panel); border-bottom: 1px solid var(--line); min-width: 100%; }
.head { position: absolute; top: .3rem; font: 600 12px/1.4 var(--mono); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.compact .head { translate: -50%; font-size: 10.5px; }
.sheet { position: relative; }
.margin { position: sticky; left: 0; z-index: 1; width: 36px; height: 100%; overflow: hidden; background: linear-gradient(90deg, var(--panel) 80%, transparent); pointer-events: none; }
.sheet svg { position: absolute; left: 0; display: block; }
.marks { position: absolute; inset: 0; pointer-events: none; }
.overview { position: absolute; top: 0; bottom: 0; right: 0; width: 12px; background: var(--sunk); cursor: pointer; }
.overview i { position: absolute; left: 2px; right: 2px; height: 3px; border-radius: 2px; background: var(--broken); }
.overview .at-marked { background: var(--stranger); }

.tick, .quiet { font: 11px var(--mono); fill: var(--faint); }
.quiet { font-style: italic; font-family: var(--sans); }
.rule { stroke: var(--line); stroke-width: 1; stroke-dasharray: 1 3; }
.life { stroke: var(--life); stroke-width: 2; }
.life.down { stroke-dasharray: 1 6; }
.life.paused { stroke: var(--undecided); stroke-width: 4; opacity: .5; }
.arrow { stroke: var(--arrow); stroke-width: 1.2; fill: none; }
.arrow.lost, .arrow.refused, .arrow.struck { stroke: var(--broken); stroke-width: 1.5; }
.arrow.refused, .arrow.travelling { stroke-dasharray: 4 4; }
.thread { stroke: var(--thread); stroke-width: 3; }
.arrow.thread { stroke-width: 2.2; stroke: var(--thread); }
.mark-bad { stroke: var(--broken); stroke-width: 2.6; fill: none; stroke-linecap: round; }
.mark-open { fill: var(--undecided); }
.dot { fill: var(--panel); stroke: var(--faint); stroke-width: 2; }
.dot.message { fill: var(--faint); }
.dot.timer { fill: var(--panel); }
.past .dot { stroke: var(--thread); fill: var(--thread); }
.stranger .dot { stroke: var(--stranger); }
.stranger:not(.past) .dot.message { fill: var(--stranger); }
.chosen .dot { stroke: var(--focus); fill: var(--focus); r: 6px; }
.box { fill: transparent; }
[data-step] { cursor: pointer; }
[data-step]:hover .box { fill: var(--sunk); opacity: .7; }
.chosen .box { fill: color-mix(in srgb, var(--chosen) 70%, transparent); stroke: var(--focus); stroke-width: 1.5; }
.line { font: 11px var(--mono); white-space: pre; fill: var(--ink); stroke: var(--panel); stroke-width: 3.5px; paint-order: stroke; stroke-linejoin: round; }
.chosen .line { stroke: var(--chosen); }
.line.state, .line.more, .line.timer { fill: var(--faint); }
.line.lost, .line.crash, .line.refused, .line.isolated, .line.struck { fill: var(--broken); }
.line.duplicated, .line.deferred, .line.pause, .line.clock, .line.restart { fill: var(--undecided); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .82rem; color: var(--faint); }
.legend i { display: inline-block; width: .75em; height: .75em; border-radius: 50%; margin-right: .35em; border: 2px solid var(--faint); vertical-align: -.05em; }
.legend .message { background: var(--faint); } .legend .thread-sign { background: var(--thread); border-color: var(--thread); } .legend .stranger-sign { background: var(--stranger); border-color: var(--stranger); }
.legend .cross { border: 0; border-radius: 0; color: var(--broken); font-style: normal; font-weight: 700; width: auto; height: auto; }
.note { fill: var(--broken-soft); }
.note.marked { fill: color-mix(in srgb, var(--stranger) 16%, var(--panel)); }
.note-text { font: 600 11.5px var(--sans); fill: var(--broken); }
.note-text.marked { fill: var(--stranger); }

.cards { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .8rem; align-items: start; }
.cards h4 { display: flex; justify-content: space-between; align-items: center; gap: .5rem; }
.cards .segments button { padding: 0 .5rem; font-size: .78rem; }
.card-body { max-height: 26rem; overflow: auto; font-size: .9rem; overflow-wrap: anywhere; }
.card-body h5 { margin-top: .5rem; }
.card-body li { padding: .05rem 0; }
.step-name code { font-weight: 700; font-size: 1rem; }
.stack { white-space: pre-wrap; max-height: 10rem; overflow: auto; background: var(--sunk); padding: .5rem; border-radius: 6px; }
.link { border: 0; background: none; padding: 0; font-family: var(--mono); font-size: .86em; color: var(--focus); text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; overflow-wrap: anywhere; text-align: left; }
.states { border-collapse: collapse; width: 100%; }
.states th { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem .4rem; font-family: var(--mono); font-size: .86em; white-space: nowrap; }
.states td { padding: .25rem .4rem .25rem 0; }
.states tr + tr { border-top: 1px solid var(--line); }
.states tr.acts { background: color-mix(in srgb, var(--chosen) 55%, transparent); }
.states tr.down { opacity: .75; }
.life-word { color: var(--broken); font-weight: 400; }
.paused .life-word { color: var(--undecided); }
.field { display: inline-block; margin-right: 1em; }
.field.changed code { background: var(--chosen); border-radius: 3px; padding: 0 .2em; font-weight: 700; }
.tree { padding-left: .2rem; }
.tree .tree { padding-left: 1rem; border-left: 2px solid color-mix(in srgb, var(--thread) 45%, transparent); margin-left: .3rem; }
.tree summary { color: inherit; font-size: inherit; }
.ground.message { font-weight: 600; }
.ground.read { color: var(--faint); font-family: var(--mono); font-size: .86em; }
.stranger-word { color: var(--stranger); font-weight: 600; }

@media (max-width: 1180px) {
  .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (max-width: 900px) {
  .panes { grid-auto-flow: row; grid-template-columns: minmax(0, 1fr); }
  .scroller { height: min(52vh, 30rem); }
  .cards { grid-template-columns: minmax(0, 1fr); }
  .card-body { max-height: none; }
  .toolbar { position: static; }
  .position { text-align: left; white-space: normal; flex-basis: 100%; }
}
@media (prefers-reduced-motion: no-preference) { .scroller { scroll-behavior: auto; } }
`;
