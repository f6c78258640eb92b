/** Which part of the page is shown: the overview, or one outcome. It is in the address, so that it can be linked to. */
export class Navigation {
  private readonly sections: readonly HTMLElement[];
  private readonly opened: (section: HTMLElement) => void;

  constructor(opened: (section: HTMLElement) => void) {
    this.sections = [...document.querySelectorAll<HTMLElement>('main > section')];
    this.opened = opened;
    window.addEventListener('hashchange', () => this.show(true));
    for (const button of document.querySelectorAll<HTMLElement>('[data-filter]')) button.addEventListener('click', () => filter(button.dataset['filter']!));
    filter('all');
    this.show(false);
  }

  /** The section that is shown. */
  get current(): HTMLElement {
    const wanted = decodeURIComponent(location.hash.slice(1));
    return this.sections.find(({ id }) => id === wanted) ?? this.sections[0]!;
  }

  /** Opens the outcome so many places further down. */
  open(by: number): void {
    const next = this.sections[this.sections.indexOf(this.current) + by];
    if (next !== undefined) location.hash = next.id;
  }

  private show(byUser: boolean): void {
    const { current } = this;
    for (const section of this.sections) section.hidden = section !== current;
    for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a')) {
      const isCurrent = link.hash === `#${current.id}`;
      if (isCurrent) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
      if (isCurrent) link.scrollIntoView({ block: 'nearest' });
    }
    this.opened(current);
    window.scrollTo(0, 0);
    if (!byUser) return;
    current.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }
}

/** Leaves in the table only the outcomes with that verdict. */
function filter(verdict: string): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-filter]')) button.setAttribute('aria-pressed', String(button.dataset['filter'] === verdict));
  for (const group of document.querySelectorAll<HTMLElement>('.verdicts tbody')) {
    const rows = [...group.querySelectorAll<HTMLElement>('tr[data-verdict]')];
    for (const row of rows) row.hidden = verdict !== 'all' && row.dataset['verdict'] !== verdict;
    group.hidden = rows.every((row) => row.hidden);
  }
}
