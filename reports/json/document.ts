/** A document as JSON text that is safe to print: what no terminal should see is escaped, which JSON allows anywhere in a string. */
export function documentText(document: object): string {
  return `${JSON.stringify(document, undefined, 2).replace(unsafe, escaped)}\n`;
}

const unsafe = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

function escaped(character: string): string {
  let text = '';
  for (let unit = 0; unit < character.length; unit++) text += `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  return text;
}
