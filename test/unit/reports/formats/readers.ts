import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validate as validateMermaid } from '@probelabs/maid';
import { Ajv } from 'ajv';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import MarkdownIt from 'markdown-it';
import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5';
import type { Log } from 'sarif';
import { parse as parseTestResults } from 'test-results-parser';
import { junitSchema } from './junit-schema.ts';

/** A document of each format as its own readers see it. Each throws, or lists what is wrong, where the document is not of its format. */

/** JUnit: libxml2 holds it to the schema, and a reader of test results counts. */
export function readJunit(text: string): ReturnType<typeof parseTestResults> {
  const document = XmlDocument.fromString(text);
  const schema = XmlDocument.fromString(junitSchema);
  const validator = XsdValidator.fromDoc(schema);
  try {
    validator.validate(document);
  } finally {
    for (const used of [validator, schema, document]) used.dispose();
  }
  return inFile('junit.xml', text, (file) => parseTestResults({ type: 'junit', files: [file] }));
}

const schemaFile = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const { $schema: _draft, id: _id, ...sarifSchema } = JSON.parse(readFileSync(schemaFile, 'utf8')) as Record<string, unknown>;
const validateSarif = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema);

/** SARIF, held to the schema of 2.1.0. */
export function readSarif(text: string): Log {
  const log = JSON.parse(text) as Log;
  if (!validateSarif(log)) throw new Error(JSON.stringify(validateSarif.errors, undefined, 1));
  return log;
}

/** A workflow command as the runner of GitHub Actions takes it apart. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const toolkit = await orNull(import('@actions/core/lib/command.js'));

/** A workflow command as GitHub's own toolkit writes it; null where that is not installed. */
function asToolkitWrites({ command, properties, message }: WorkflowCommand): string | null {
  if (toolkit === null) return null;
  const { write } = process.stdout;
  let written = '';
  process.stdout.write = (text) => (written += String(text)) !== '';
  try {
    toolkit.issueCommand(command, properties, message);
  } finally {
    process.stdout.write = write;
  }
  return written.trimEnd();
}

/** Workflow commands; every line must be one, and as the toolkit would have written it. */
export function readWorkflowCommands(text: string): WorkflowCommand[] {
  return text.split(/\r\n|\r|\n/).slice(0, -1).map((line) => {
    const [, command, fields, message] = /^::([a-z]+) ?(.*?)::(.*)$/.exec(line) ?? [];
    if (command === undefined) throw new Error(`no workflow command: ${line}`);
    const properties = fields!.split(',').map((field) => [field.slice(0, field.indexOf('=')), unescaped(field.slice(field.indexOf('=') + 1)).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')]);
    const read = { command, properties: Object.fromEntries(properties) as Record<string, string>, message: unescaped(message!).replaceAll('%25', '%') };
    const wanted = asToolkitWrites(read);
    if (wanted !== null && wanted !== line.trimEnd()) throw new Error(`not as the toolkit writes it: ${line}\n${wanted}`);
    return read;
  });
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

/** What comes of Markdown on a forge: the elements, and the text that a reader sees. */
export function readMarkdown(text: string): { readonly elements: readonly Element[]; readonly text: string } {
  const html = new MarkdownIt({ html: true, linkify: true }).render(text);
  const page = readHtml(`<!doctype html><html><head><title>t</title></head><body>${html}</body></html>`);
  return { elements: page.elements.filter(({ name }) => !['html', 'head', 'title', 'body'].includes(name)), text: page.text };
}

/** An element of a page. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A page by the algorithm of the HTML standard; no parse errors are let through. */
export function readHtml(text: string): { readonly elements: readonly Element[]; readonly text: string } {
  const errors: string[] = [];
  const document = parseHtml(text, { onParseError: ({ code, startLine }) => void errors.push(`${code} in line ${startLine}`), sourceCodeLocationInfo: false });
  if (errors.length > 0) throw new Error(errors.join('\n'));
  const elements: Element[] = [];
  const texts: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node) elements.push({ name: node.tagName, attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])) });
    if (node.nodeName === '#text') texts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    if ('childNodes' in node && !('tagName' in node && (node.tagName === 'script' || node.tagName === 'style'))) for (const child of node.childNodes) visit(child);
  };
  visit(document);
  return { elements, text: texts.join('') };
}

/** What is wrong with a Mermaid diagram. */
export function mermaidErrors(text: string): string[] {
  const { type, errors } = validateMermaid(text);
  return [...(type === 'sequence' ? [] : [`it is taken for a diagram of kind ${type}`]), ...errors.map(({ line, message }) => `${line}: ${message}`)];
}

const graphviz = await orNull(import('@viz-js/viz').then(async ({ instance }) => instance()));

/** Whether Graphviz is here: in CI it always is, elsewhere after the next `npm install`. */
export const hasGraphviz = graphviz !== null;

/** A graph as Graphviz reads it: its nodes and edges, by label. @throws Error where it does not */
export function readDot(text: string): { readonly objects: readonly { readonly name: string; readonly label?: string }[]; readonly edges: readonly { readonly label: string }[] } {
  const { objects = [], edges = [] } = graphviz!.renderJSON(text) as { objects?: { name: string; label?: string }[]; edges?: { label: string }[] };
  return { objects, edges };
}

/** An event of a ShiViz log. */
export interface ShivizEvent {
  readonly host: string;
  readonly clock: Readonly<Record<string, number>>;
  readonly event: string;
}

/** A log by ShiViz's own rules: each line matches the expression, every host counts its own events, and nobody knows of an event that has not happened. */
export function readShiviz(text: string): ShivizEvent[] {
  const [pattern = '', delimiter, ...lines] = text.split('\n');
  if (delimiter !== '') throw new Error('the second line is for a delimiter, and should be empty');
  const counts: Record<string, number> = {};
  return lines.slice(0, -1).map((line) => {
    const groups = new RegExp(pattern).exec(line)?.groups;
    if (groups === undefined) throw new Error(`does not match: ${line}`);
    const { host, event } = groups as { host: string; event: string };
    const clock = JSON.parse(groups['clock']!) as Record<string, number>;
    counts[host] = (counts[host] ?? 0) + 1;
    if (clock[host] !== counts[host]) throw new Error(`event ${counts[host]} of ${host} is numbered ${clock[host]}`);
    for (const [other, time] of Object.entries(clock)) if (time > (counts[other] ?? 0)) throw new Error(`${host} knows of event ${time} of ${other} before it happens`);
    return { host, clock, event };
  });
}

function inFile<Result>(name: string, text: string, read: (file: string) => Result): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'clew-'));
  try {
    writeFileSync(path.join(folder, name), text);
    return read(path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is installed in CI always, and elsewhere after the next `npm install`. */
async function orNull<Package>(loading: Promise<Package>): Promise<Package | null> {
  return loading.catch((error: unknown) => {
    if (process.env['CI'] === 'true') throw error;
    return null;
  });
}
