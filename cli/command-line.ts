import { Command } from 'commander';
import { formatList } from './format-list.ts';
import { numberList, repeated, searchMethod, time, wholeNumber, workloadPath } from './option-values.ts';
import { packageVersion } from './own-package.ts';
import type { ReportOptions } from './report.ts';

/** The commands and their options. What a command does is only loaded when it is called. */
export function commandLine(): Command {
  const program = new Command('clew')
    .description('Asks why a good outcome of a distributed protocol happened, then finds the fewest faults that would have prevented it.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .option('--no-color', 'print no colours')
    .option('--ascii', 'draw with ASCII signs only')
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', examples('clew run', 'clew run 2pc', 'clew run 2pc/plain --crashes 1', 'clew replay 2pc/plain --faults crash:C/p1:vote@1', 'clew run ./saga.scenario.ts --json') + exitCodes);
  program.helpCommand('help [command]', 'show the help of a command');
  addList(program);
  addRun(program);
  addReplay(program);
  addExplain(program);
  addCompare(program);
  addReport(program);
  addTui(program);
  addQuadrants(program);
  addGate(program);
  addDiff(program);
  addMerge(program);
  addInit(program);
  return program;
}

const exitCodes = `
Exit codes:
  0  every outcome survives     1  an outcome is broken     2  wrong use, or an unusable scenario
  3  undecided                  70 a fault of clew itself
`;

function examples(...commands: readonly string[]): string {
  return `\nExamples:\n${commands.map((command) => `  $ ${command}\n`).join('')}`;
}

const reporterHelp = 'text, github, junit=clew.xml …: a format of `clew report`, and where to; may be repeated (default: those of clew.config.ts, or text)';

function addList(program: Command): void {
  finished(
    program
      .command('list')
      .argument('[scenario|family|file...]', 'which to list; by default those of the project, or the whole library outside of one')
      .description('show scenarios with their sources, outcomes and known verdicts')
      .addHelpText('after', examples('clew list', 'clew list 2pc', 'clew list --library', 'clew list ./saga.scenario.ts --json'))
      .option('--library', 'list the whole library, also inside a project')
      .action(async (words: string[], options: object) => (await import('./list.ts')).list(words, options)),
  );
}

function addRun(program: Command): void {
  const command = program
    .command('run')
    .argument('[scenario|family|file...]', 'what to search: a name, a family, a file that exports scenarios, file#name, or a glob; by default those of the project, or the whole library outside of one')
    .description('search for the smallest failure sets that break an outcome, or certify that none does')
    .addHelpText('after', examples('clew run', 'clew run 2pc/plain --crashes 1', 'clew run delivery --drops 3 --depth 3 --json', 'clew run 2pc/timeout --outcome agreement --search exhaustive', 'clew run ./saga.scenario.ts --budget 60s --save run.json', 'clew run --reporter text --reporter junit=clew.xml', "clew run 'src/**/*.scenario.ts'", 'clew run orders.ts --seed 1 --path 3:0'))
    .action(async (words: string[], options: { readonly tui?: boolean }) => (options.tui === true ? (await import('./tui.ts')).runInTui(words, options) : (await import('./run.ts')).run(words, options)));
  finished(
    addSearch(addBounds(command))
      .option('--outcome <name>', 'search for this outcome only; may be repeated', repeated)
      .option('--workloads <n>', 'how many workloads a forAll is searched under (default: 100)', wholeNumber('--workloads', 1))
      .option('--path <path>', 'search under that one workload of a forAll, as a report prints it', workloadPath)
      .option('--all', 'list every minimal failure set')
      .option('--reporter <name>', reporterHelp, repeated)
      .option('--save <file>', 'also write the JSON document to this file, even when stopped')
      .option('--workers <n>', 'threads to search with: several scenarios at once, or a large one (default: one for each processor, with at least 4 scenarios for each, or some seconds of one)', wholeNumber('--workers', 1))
      .option('--tui', 'look at it while it is searched, as `clew tui` does'),
  );
}

function addTui(program: Command): void {
  const command = program
    .command('tui')
    .argument('[run.json|scenario...]', 'what `clew run --save` wrote, or what to search while you look')
    .description('walk through verdicts, runs, states and lineage, and try faults, with the keyboard')
    .addHelpText('after', examples('clew tui 2pc', 'clew run --save run.json; clew tui run.json', 'clew tui ./saga.scenario.ts'))
    .action(async (words: string[], options: object) => (await import('./tui.ts')).tui(words, options));
  addSearch(addBounds(command)).option('--no-color', 'show no colours').option('--ascii', 'draw with ASCII signs only');
}

function addReplay(program: Command): void {
  finished(
    addMoments(
      program
        .command('replay')
        .argument('<scenario>', 'a name, or a file that exports a scenario, or file#name')
        .description('play one run and draw it')
        .option('--faults <set>', 'the failure set, as `clew run` prints it', 'none'),
    )
      .option('--step', 'walk through the run step by step')
      .option('--twice', 'play it twice and compare')
      .addHelpText('after', examples('clew replay 2pc/plain --faults crash:C/p1:vote@1', 'clew replay 2pc/plain --faults none --twice', 'clew replay ./saga.scenario.ts#saga/keyed --faults drop:a:b:pay@1 --step'))
      .action(async (word: string, options: { readonly faults: string }) => (await import('./replay.ts')).replay(word, options)),
  );
}

function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .argument('<scenario>', 'a name, or a file that exports a scenario, or file#name')
    .argument('[outcome]', 'which outcome; all by default')
    .description('say why outcomes hold, what covers each link of that, and each distinct way to break them')
    .addHelpText('after', examples('clew explain 2pc/timeout termination', 'clew explain 2pc/timeout --faults crash:C/p1:vote@1', 'clew explain delivery/classic --crashes 1 --json'))
    .action(async (word: string, outcome: string | undefined, options: object) => (await import('./explain.ts')).explainCommand(word, outcome, options));
  finished(addSearch(addBounds(command)).option('--faults <set>', 'explain one run under this failure set, without a search').option('--all', 'draw every way, and leave nothing out'));
}

function addReport(program: Command): void {
  program
    .command('report')
    .argument('<file>', 'what `clew run --save` wrote')
    .description('write what a search found out as a page, or in a format for another tool')
    .requiredOption('--format <formats>', 'text, html, junit, sarif, github, markdown, shiviz, mermaid, dot, json; several with commas', formatList)
    .option('--output <file>', 'write to this file; for several formats, to files in this folder')
    .option('--scenario <name>', 'report on this scenario only; may be repeated', repeated)
    .option('--outcome <name>', 'report on this outcome only; may be repeated', repeated)
    .option('--faults <set>', 'the failure set whose run is drawn; the smallest by default')
    .option('--no-color', 'print no colours')
    .option('--ascii', 'draw with ASCII signs only')
    .addHelpText('after', examples('clew report run.json --format html --output report.html', 'clew report run.json --format junit,sarif,markdown --output reports', 'clew report run.json --format mermaid --scenario 2pc/plain --faults none'))
    .action(async (file: string, options: ReportOptions) => (await import('./report.ts')).writeReports(file, options));
}

function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .argument('<scenario>', 'a name, or a file that exports a scenario, or file#name')
    .description('compare the search by lineage with random and exhaustive search')
    .addHelpText('after', examples('clew compare 2pc/plain', 'clew compare delivery/retry --crashes 1 --depth 1 --json'))
    .action(async (word: string, options: object) => (await import('./compare.ts')).compare(word, options));
  finished(
    addBounds(command)
      .option('--outcome <name>', 'compare for this outcome only; may be repeated', repeated)
      .option('--trials <n>', 'how often random search is repeated (default: 200)', wholeNumber('--trials', 1))
      .option('--runs <n>', 'the most runs of one search, and the largest space that is enumerated (default: 200000)', wholeNumber('--runs', 1))
      .option('--seed <n>', 'seed of random search (default: 1)', wholeNumber('--seed')),
  );
}

function addQuadrants(program: Command): void {
  const command = program
    .command('quadrants')
    .argument('<scenario>', 'a name, or a file that exports a scenario, or file#name')
    .description('search under asynchrony and failures, each alone and both together')
    .addHelpText('after', examples('clew quadrants 2pc/timeout', 'clew quadrants lock/lease --pauses 1 --drops 1 --json'))
    .action(async (word: string, options: object) => (await import('./quadrants.ts')).quadrants(word, options));
  finished(
    addBounds(command)
      .option('--outcome <name>', 'search for this outcome only; may be repeated', repeated)
      .option('--runs <n>', 'stop after so many runs of a quadrant', wholeNumber('--runs', 1)),
  );
}

function addGate(program: Command): void {
  const command = program
    .command('gate')
    .argument('[scenario|family|file...]', 'what to search again; by default all that is agreed on, and the scenarios of the project')
    .description('search again, and say what is not as agreed in clew.gate.json')
    .addHelpText('after', examples('clew gate', 'clew gate saga.scenario.ts --update', 'clew gate --shard 2/5 --json > part-2.json'))
    .action(async (words: string[], options: object) => (await import('./gate.ts')).gate(words, options));
  finished(
    addBounds(command)
      .option('--update', 'agree to what was found, and write it to the gate file')
      .option('--file <file>', 'the gate file (default: clew.gate.json)')
      .option('--shard <part>', 'search only that part, such as 2/5, for `clew merge` to join')
      .option('--runs <n>', 'stop after so many runs of a scenario', wholeNumber('--runs', 1))
      .option('--budget <time>', 'stop after so long a search of a scenario: 500ms, 60s, 2m', time('--budget'))
      .option('--workloads <n>', 'how many workloads a forAll is searched under (default: 100)', wholeNumber('--workloads', 1))
      .option('--seed <n>', 'seed of generated workloads (default: 1)', wholeNumber('--seed'))
      .option('--reporter <name>', reporterHelp, repeated)
      .option('--all', 'list every failure set'),
  );
}

function addDiff(program: Command): void {
  finished(
    program
      .command('diff')
      .argument('<base>', 'a gate file, or what `clew run --save` wrote')
      .argument('<head>', 'another one')
      .description('show what a change of the protocols did to failure sets and certificates')
      .option('--all', 'list every failure set')
      .addHelpText('after', examples('git show main:clew.gate.json > base.json && clew diff base.json clew.gate.json', 'clew diff before.json after.json --json'))
      .action(async (base: string, head: string, options: object) => (await import('./diff.ts')).diff(base, head, options)),
  );
}

function addMerge(program: Command): void {
  finished(
    program
      .command('merge')
      .argument('<file...>', 'what `clew gate --shard i/n --json` printed, for every i')
      .description('join the parts of one gate')
      .option('--update', 'agree to what was found, and write it to the gate file')
      .option('--reporter <name>', reporterHelp, repeated)
      .option('--all', 'list every failure set')
      .addHelpText('after', examples('clew merge part-*.json', 'clew merge part-1.json part-2.json --json'))
      .action(async (files: string[], options: object) => (await import('./merge.ts')).merge(files, options)),
  );
}

function addInit(program: Command): void {
  program
    .command('init')
    .argument('[folder]', 'the project; the working directory by default')
    .description('write a first scenario with its test, gate file, configuration and GitHub workflow; leaves alone what is there')
    .option('--no-color', 'print no colours')
    .addHelpText('after', examples('clew init', 'clew init services/orders'))
    .action(async (folder: string | undefined) => (await import('./init/init.ts')).init(folder));
}

function finished(command: Command): Command {
  return command.option('--json', 'print one JSON document and nothing else').option('--no-color', 'print no colours').option('--ascii', 'draw with ASCII signs only');
}

function addBounds(command: Command): Command {
  for (const kind of ['crashes', 'drops', 'dups', 'defers', 'restarts', 'pauses', 'isolations', 'cuts', 'skews']) {
    command.option(`--${kind} <n>`, `at most so many ${kind}`, wholeNumber(`--${kind}`));
  }
  return addMoments(command.option('--depth <n>', 'at most so many faults in all', wholeNumber('--depth')))
    .option('--atomic-steps', 'no crashes or restarts inside a step, or restarts just after one')
    .option('--durations <ticks>', 'how long faults last, such as 1,5', numberList('--durations'))
    .option('--deferrals <steps>', 'how many steps a deferred message waits for, such as 1,2', numberList('--deferrals'));
}

function addMoments(command: Command): Command {
  return command
    .option('--until <tick>', 'the last tick at which something new may go wrong', wholeNumber('--until'))
    .option('--horizon <tick>', 'the tick at which a run ends', wholeNumber('--horizon', 1));
}

function addSearch(command: Command): Command {
  return command
    .option('--search <method>', 'cover (default: every failure set, running only what can matter), exhaustive (running all), probe (first guesses), random (draws)', searchMethod)
    .option('--runs <n>', 'stop after so many runs of a scenario', wholeNumber('--runs', 1))
    .option('--budget <time>', 'stop after so long a search of a scenario: 500ms, 60s, 2m', time('--budget'))
    .option('--seed <n>', 'seed of random search, and of generated workloads (default: 1)', wholeNumber('--seed'));
}
