/**
 * Goes to the section that the address names, once it is filled: some are shown only then, which is too
 * late for the browser to go there by itself.
 */
export function goToFragment(): void {
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
