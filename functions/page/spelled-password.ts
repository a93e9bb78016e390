/** Names of characters for somebody who listens, by language. */
export type CharacterNames = {
  readonly capital: (letter: string) => string;
  readonly symbols: Readonly<Record<string, string>>;
};

/** The characters that one glance takes in. */
const GROUP = 4;

/** A password in the style of groups has its own: four characters, with a hyphen after each but the last. */
const IN_GROUPS = /^[a-z0-9]{4}(-[a-z0-9]{4})+$/;

/** The password in parts of a few characters, easy to read and to type. Together they are the password. */
export const groupsOf = (password: string): readonly string[] =>
  password.match(IN_GROUPS.test(password) ? /.{4}-?/g : new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];

/** Each character of a group by its name, separated by commas: a screen reader pauses there. */
export const spelled = (group: string, { capital, symbols }: CharacterNames): string =>
  Array.from(group, (character) =>
    /[A-Z]/.test(character) ? capital(character) : (symbols[character] ?? character),
  ).join(', ');
