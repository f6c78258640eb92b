import type { Packed } from '../packing.ts';
import type { PageData } from '../page-data.ts';
import { button, element } from './elements.ts';
import { keyTable, listenForKeys } from './keyboard.ts';
import { Navigation } from './navigation.ts';
import { unpacked } from './unpacking.ts';
import { Viewer } from './viewer.ts';

const data = unpacked(JSON.parse(document.querySelector('#data')!.textContent) as Packed) as PageData;
const viewers = new Map<HTMLElement, Viewer>();

document.documentElement.classList.add('alive');
const navigation = new Navigation(openSection);

/** A viewer is made when its outcome is first shown. */
function openSection(section: HTMLElement): void {
  const root = section.querySelector<HTMLElement>('.viewer');
  if (root === null || viewers.has(section)) return;
  const outcome = data.outcomes[Number(root.dataset['outcome'])];
  if (outcome === undefined || outcome.good < 0) return;
  section.addEventListener('clew-set', (event) => markSet(section, (event as CustomEvent<{ set: number; replay: string | undefined }>).detail));
  const viewer = new Viewer(data, outcome, root);
  viewers.set(section, viewer);
  for (const pressed of section.querySelectorAll<HTMLElement>('[data-set]')) pressed.addEventListener('click', () => viewer.choose(Number(pressed.dataset['set'])));
}

function markSet(section: HTMLElement, { set, replay }: { readonly set: number; readonly replay: string | undefined }): void {
  for (const pressed of section.querySelectorAll<HTMLElement>('[data-set]')) pressed.setAttribute('aria-pressed', String(Number(pressed.dataset['set']) === set));
  const command = section.querySelector('.replay code');
  if (command !== null && replay !== undefined) command.textContent = replay;
}

async function copy(command: HTMLElement): Promise<void> {
  const code = command.querySelector('code')!;
  try {
    await navigator.clipboard.writeText(code.textContent);
    say('Copied.');
  } catch {
    // Without permission it can at least be selected.
    getSelection()?.selectAllChildren(code);
    say('Selected: copy it with the keyboard.');
  }
}

function say(words: string): void {
  const toast = element('div', { class: 'toast', role: 'status' }, words);
  document.body.append(toast);
  setTimeout(() => toast.remove(), 1800);
}

function toggleTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = dataset['theme'] === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : dataset['theme'] === 'dark';
  dataset['theme'] = isDark ? 'light' : 'dark';
}

const help = element('dialog', { class: 'help', 'aria-label': 'Keys' }, element('h2', {}, 'Keys'), keyTable());
help.append(button('Close', {}, () => help.close()));
help.addEventListener('click', (event) => {
  if (event.target === help) help.close();
});
document.body.append(help);

function toggleHelp(): void {
  if (help.open) help.close();
  else help.showModal();
}

for (const command of document.querySelectorAll<HTMLElement>('.command')) command.append(button('copy', { class: 'copy', 'aria-label': 'Copy this command' }, () => void copy(command)));
document.querySelector('#theme')!.addEventListener('click', toggleTheme);
document.querySelector('#help')!.addEventListener('click', toggleHelp);
listenForKeys({
  viewer: () => viewers.get(navigation.current),
  openOutcome: (by) => navigation.open(by),
  copyReplay: () => {
    const command = navigation.current.querySelector<HTMLElement>('.replay');
    if (command !== null) void copy(command);
  },
  toggleTheme,
  toggleHelp,
});
