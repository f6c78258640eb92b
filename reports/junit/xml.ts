/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | number };
  /** Its children, or its text. */
  readonly content: readonly Element[] | string;
}

/** Makes an element. */
export function element(name: string, attributes: Element['attributes'], content: Element['content'] = []): Element {
  return { name, attributes, content };
}

/** An XML 1.0 document, indented. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`;
}

/** A text that can stand between tags and in quotes. What XML 1.0 has no way to write comes out as `\u0000`. */
function xmlText(text: string): string {
  return text.replace(notInXml, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).replace(/[&<>"'\n\r\t]/g, (character) => entities[character]!);
}

// Controls, halves of surrogate pairs, and two code points that are no characters.
// oxlint-disable-next-line no-control-regex
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

function written({ name, attributes, content }: Element, indent: string): string {
  const opening = `${indent}<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`).join('')}`;
  if (content.length === 0) return `${opening}/>`;
  if (typeof content === 'string') return `${opening}>${content.split('\n').map(xmlText).join('\n')}</${name}>`;
  return `${opening}>\n${content.map((child) => written(child, `${indent}  `)).join('\n')}\n${indent}</${name}>`;
}
