import type { Declaration } from './declarations.ts';

/** One entry point of the package. */
export interface EntryPoint {
  /** What is imported. */
  readonly specifier: string;
  readonly page: string;
  readonly says: string;
  readonly declarations: readonly Declaration[];
}

const generated = '<!-- Generated from the doc comments of the source: `npm run docs` rewrites it. -->\n';

/** The index: every entry point with its names. */
export function apiIndex(entryPoints: readonly EntryPoint[]): string {
  const rows = entryPoints.map(({ specifier, page, says, declarations }) => `| [\`${specifier}\`](${page}) | ${says} | ${declarations.filter(({ kind }) => kind !== 'interface' && kind !== 'type').map((one) => link(one, page)).join(', ')} |\n`);
  return `${generated}
# The API

| import | | |
|---|---|---|
${rows.join('')}
Types have a page's second half. The [course](../README.md) shows how all of this is used.
`;
}

/** The page of one entry point: a line for each name, then each in full. */
export function apiPage({ specifier, says, declarations }: EntryPoint, all: readonly EntryPoint[]): string {
  const isType = ({ kind }: Declaration) => kind === 'interface' || kind === 'type';
  const ordered = [...declarations.filter((one) => !isType(one)), ...declarations.filter(isType)];
  const linked = (text: string) => withLinks(text, specifier, all);
  const lines = ordered.map((one) => `- ${link(one, '')}: ${linked(firstSentence(one.doc))}\n`);
  return `${generated}\n# \`${specifier}\`\n\n${says}\n\n${lines.join('')}\n${ordered.map((one) => inFull(one, linked)).join('\n')}\n[All entry points](README.md)\n`;
}

function inFull({ name, kind, doc, texts }: Declaration, linked: (text: string) => string): string {
  const { description, tags } = parted(doc);
  const said = tags.filter(({ tag }) => tag === 'param' || tag === 'throws' || tag === 'returns').map(({ tag, text }) => `- ${tag === 'param' ? text.replace(/^(\w+) (?:- )?/, '`$1`: ') : `${tag}: ${text}`}\n`);
  const examples = tags.filter(({ tag }) => tag === 'example').map(({ text }) => `\n\`\`\`ts\n${text}\n\`\`\`\n`);
  return `## ${name} (${kind})\n\n${linked(description)}\n${said.length > 0 ? `\n${linked(said.join(''))}` : ''}${examples.join('')}\n\`\`\`ts\n${texts.join('\n')}\n\`\`\`\n`;
}

function parted(doc: string): { readonly description: string; readonly tags: readonly { readonly tag: string; readonly text: string }[] } {
  const [description = '', ...rest] = doc.split(/(?:^|(?<=\s))@(?=(?:param|throws|returns|example)\b)/);
  return { description: description.trim(), tags: rest.map((part) => ({ tag: /^\w+/.exec(part)![0], text: part.replace(/^\w+\s*/, '').trim() })) };
}

function firstSentence(doc: string): string {
  const { description } = parted(doc);
  const paragraph = description.split('\n\n')[0]!.replaceAll('\n', ' ');
  return /^.*?(?:\.(?= [A-Z{])|[.:]$|$)/.exec(paragraph)![0];
}

function link({ name, kind }: Declaration, page: string): string {
  return `[\`${name}\`](${page}#${name.toLowerCase()}-${kind})`;
}

/** `{@link name}` as a link to where the name is described; names that are not public stay as they are. */
function withLinks(text: string, specifier: string, all: readonly EntryPoint[]): string {
  return text.replaceAll(/\{@link (\w+)\}/g, (_, name: string) => {
    const inOrder = [...all].sort((a, b) => Number(b.specifier === specifier) - Number(a.specifier === specifier));
    for (const { declarations, page, specifier: other } of inOrder) {
      const found = declarations.find((one) => one.name === name);
      if (found !== undefined) return link(found, other === specifier ? '' : page);
    }
    return `\`${name}\``;
  });
}
