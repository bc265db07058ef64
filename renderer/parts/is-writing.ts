/** Tells whether what has the focus takes letters, so that no key of it may mean anything else. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable]') !== null
  );
}
