/**
 * Puts a text into the clipboard and tells whether that went well. The page is given no permission by its window, so it copies as a
 * key press does, by a selection; the field that holds it is gone at once.
 */
export function copyText(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'copy-field';
  // Inside an open window the focus is kept there, so the field has to stand inside it too.
  (before?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
