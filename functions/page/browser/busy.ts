/**
 * Runs what a button starts, once at a time. The button keeps the focus while it works: it is marked
 * as disabled but stays where it is, and says what is going on.
 */
export async function whileBusy(
  button: HTMLButtonElement,
  working: string,
  run: () => Promise<void>,
): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const label = button.textContent;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = working;
  try {
    await run();
  } finally {
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  }
}
