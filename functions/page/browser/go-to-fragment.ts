/**
 * Scrolls to the section in the URL fragment after the sections are filled. Some are hidden until then, so
 * the browser cannot scroll to them on load.
 */
export function goToFragment(): void {
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
