import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clew } from '../cli/spawned.ts';

const fence = /^```(console|ts file=(\S+))\n([\s\S]*?)^```$/gm;

/**
 * The page with the true output below each `$ npx clew …` of its transcripts. Files that the page shows (```ts
 * file=name) are there when the commands run; commands that name none of them run in the project.
 */
export async function withTrueOutput(page: string): Promise<string> {
  const blocks = [...page.matchAll(fence)];
  const folder = mkdtempSync(path.join(tmpdir(), 'clew-docs-'));
  try {
    const files = blocks.flatMap(([, , file, text]) => (file === undefined ? [] : [{ file, text: text! }]));
    for (const { file, text } of files) writeFileSync(path.join(folder, file), text);
    const inFolder = (command: string) => files.some(({ file }) => command.includes(file));
    let end = 0;
    let written = '';
    for (const block of blocks) {
      if (block[1] !== 'console') continue;
      written += page.slice(end, block.index) + (await transcript(block[3]!, (command) => (inFolder(command) ? folder : undefined)));
      end = block.index + block[0].length;
    }
    return written + page.slice(end);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function transcript(text: string, folderOf: (command: string) => string | undefined): Promise<string> {
  const parts: string[] = [];
  for (const [line] of text.matchAll(/^\$ .*$/gm)) {
    const words = line.replace(/^\$ (npx )?clew ?/, '').split(' ').filter((word) => word !== '');
    const cwd = folderOf(line);
    const { stdout, stderr } = await clew(words, cwd === undefined ? {} : { cwd });
    parts.push(`${line}\n${stdout}${stderr}`);
  }
  return `\`\`\`console\n${parts.join('\n')}\`\`\``;
}
