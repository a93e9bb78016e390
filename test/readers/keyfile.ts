/** Sections by name, each with its values by key. */
export type Keyfile = ReadonlyMap<string, ReadonlyMap<string, string>>;

const ESCAPES: Readonly<Record<string, string>> = {
  s: ' ',
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
};

/** Reads a keyfile as GLib's GKeyFile reads strings. A second section or key of a name is an error here. */
export function readKeyfile(text: string): Keyfile {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const section = /^\[([^\][]+)\]$/.exec(line.trim())?.[1];
    if (section !== undefined) {
      if (sections.has(section)) throw new Error(`twice: ${section}`);
      current = new Map();
      sections.set(section, current);
      continue;
    }
    const [, key = '', value = ''] =
      /^[ \t]*([A-Za-z0-9-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (key === '' || current === undefined || current.has(key)) throw new Error(`no key: ${line}`);
    current.set(key, unescaped(value));
  }
  return sections;
}

function unescaped(value: string): string {
  return value.replaceAll(/\\(.?)/g, (escape, sign: string) => {
    const meant = ESCAPES[sign];
    if (meant === undefined) throw new Error(`no escape: ${escape}`);
    return meant;
  });
}

/** A list of bytes, such as `65;66;`. */
export const bytesOfList = (value: string): Buffer => {
  if (!/^(\d{1,3};)+$/.test(value)) throw new Error(`no list of bytes: ${value}`);
  return Buffer.from(value.split(';').slice(0, -1).map(Number));
};
