import { colours } from './colours.ts';
import { diagrams } from './diagrams.ts';
import { page } from './page.ts';

/** The whole style of the page. */
export const pageStyle = [colours, page, diagrams].join('').trim();
