/** A network block: its settings by name, as bytes. Settings that are words stay text in `words`. */
export type WpaNetwork = {
  readonly values: Map<string, Buffer>;
  readonly words: Map<string, string>;
};
export type WpaConfiguration = {
  readonly networks: readonly WpaNetwork[];
  readonly blobs: ReadonlyMap<string, Buffer>;
};

/** Settings that wpa_supplicant reads as words, not as text. */
const WORDS = new Set(['key_mgmt', 'eap', 'scan_ssid', 'ieee80211w']);

/** The buffer for a line of a blob holds 256 bytes, with the end of the line and of the text. */
const MAX_LINE_BYTES = 254;

/** Reads a configuration as wpa_supplicant 2.10 does (config_file.c, `wpa_config_parse_string` in config.c). */
export function readWpaConfiguration(text: string): WpaConfiguration {
  const networks: WpaNetwork[] = [];
  const blobs = new Map<string, Buffer>();
  const lines = text.split('\n');
  for (const line of lines) {
    if (Buffer.byteLength(line) > MAX_LINE_BYTES) throw new Error(`a line too long: ${line}`);
  }
  for (let next = lineOf(lines); next !== undefined; next = lineOf(lines)) {
    const blob = /^blob-base64-([^=]+)=\{$/.exec(next)?.[1];
    if (next === 'network={') networks.push(readNetwork(lines));
    else if (blob !== undefined) blobs.set(blob, readBlob(lines));
    else throw new Error(`no setting: ${next}`);
  }
  return { networks, blobs };
}

/** The next line that holds something, without its comment and its blanks. Undefined: the end. */
function lineOf(lines: string[]): string | undefined {
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const seen = withoutComment(line.trimStart()).trimEnd();
    if (seen !== '') return seen;
  }
  return undefined;
}

/** A `#` after an odd number of quotation marks belongs to the text between them. */
function withoutComment(line: string): string {
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (sign === '"') isQuoted = !isQuoted;
    if (sign === '#' && !isQuoted) return line.slice(0, at);
  }
  return line;
}

function readNetwork(lines: string[]): WpaNetwork {
  const network: WpaNetwork = { values: new Map(), words: new Map() };
  for (let line = lineOf(lines); line !== '}'; line = lineOf(lines)) {
    const [, name = '', value = ''] = /^([a-z0-9_]+)=(.+)$/.exec(line ?? '') ?? [];
    if (name === '') throw new Error(`no setting: ${line ?? 'the end'}`);
    if (network.values.has(name) || network.words.has(name)) throw new Error(`twice: ${name}`);
    if (WORDS.has(name)) network.words.set(name, value);
    else network.values.set(name, readText(value));
  }
  return network;
}

/** Between the first and the last quotation mark nothing is escaped. Anything else is hexadecimal. */
function readText(value: string): Buffer {
  if (value.startsWith('"')) {
    const end = value.lastIndexOf('"');
    if (end !== value.length - 1 || end === 0) throw new Error(`no text: ${value}`);
    return Buffer.from(value.slice(1, end), 'utf8');
  }
  if (!/^([0-9a-f]{2})+$/.test(value)) throw new Error(`no hexadecimal: ${value}`);
  return Buffer.from(value, 'hex');
}

function readBlob(lines: string[]): Buffer {
  let base64 = '';
  for (let line = lines.shift(); line !== '}'; line = lines.shift()) {
    if (line === undefined) throw new Error('a blob without an end');
    base64 += line;
  }
  return Buffer.from(base64, 'base64');
}
