import { readFileSync } from 'node:fs';

/** The blocks of commands in a document, each with its heading. */
export function documentedCommands(path: string): readonly { heading: string; commands: string }[] {
  const parts = readFileSync(path, 'utf8').split(/^#+ (.+)$/m);
  return parts.flatMap((text, at) => {
    if (at % 2 === 1) return [];
    const blocks = [...text.matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)];
    return blocks.map(([, indent = '', block = '']) => ({
      heading: parts[at - 1] ?? '',
      commands: block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
  });
}

/** The only block under a heading that contains a word. */
export function commandsUnder(path: string, heading: string, word: string): string {
  const found = documentedCommands(path).filter(
    (each) => each.heading === heading && each.commands.includes(word),
  );
  if (found.length !== 1)
    throw new Error(`${path} has ${found.length} blocks with ${word} under "${heading}".`);
  return found[0]?.commands ?? '';
}
