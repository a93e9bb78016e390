/** Fewer different characters to choose from would make short passwords guessable. */
export const MIN_ALPHABET = 10;

/** Fewer bits (length times the alphabet's) could be guessed; 8 characters of the default have 48.9. */
const MIN_ENTROPY_BITS = 48;

/** How long a password of so many different characters has to be at least; the page says so, too. */
export const shortestLength = (differentCharacters: number): number =>
  Math.ceil(MIN_ENTROPY_BITS / Math.log2(differentCharacters));
