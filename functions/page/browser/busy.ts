/**
 * Runs the action of a button, one at a time. The button keeps the focus meanwhile: it is marked as
 * disabled but stays focusable, and shows what is in progress.
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
