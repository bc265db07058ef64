const PLACES = [
  'button:not(:disabled)',
  'input:not(:disabled)',
  'textarea:not(:disabled)',
  'a[href]',
  '[role="row"][data-key]',
  '[role="tab"]',
  '[role="option"]',
  '[role^="menuitem"]',
].join(',');

/** Where a person is at work now: the topmost list or window that is open, or else the page. */
export function topmost(): HTMLElement {
  const open = [...document.querySelectorAll<HTMLElement>('.overlay, .popover')];
  return open.at(-1) ?? document.body;
}

function isReachable(place: HTMLElement): boolean {
  return place.closest('[inert], [aria-hidden="true"]') === null && place.getClientRects().length > 0;
}

/** Everything that can take the focus where a person is at work, in the order of the page. */
function placesNow(): readonly HTMLElement[] {
  return [...topmost().querySelectorAll<HTMLElement>(PLACES)].filter(isReachable);
}

/** Moves the focus to the next place (1) or the one before (-1); after the last comes the first. */
export function moveFocus(by: 1 | -1): void {
  const places = placesNow();
  const here = places.findIndex((place) => place === document.activeElement);
  const next = here === -1 && by === -1 ? places.length - 1 : (here + by + places.length) % places.length;
  places[next]?.focus();
  places[next]?.scrollIntoView({ block: 'nearest' });
}

/** Presses what has the focus; where that is a field or nothing, the button that goes on. */
export function pressFocused(): void {
  const here = document.activeElement;
  const isPlace = here instanceof HTMLElement && placesNow().includes(here);
  const isField = here instanceof HTMLElement && here.matches('textarea, input:not([type="checkbox"], [type="radio"])');
  if (isPlace && !isField) here.click();
  else
    [...topmost().querySelectorAll<HTMLElement>('.button-primary:not(:disabled)')].filter(isReachable).at(-1)?.click();
}

/** Closes the topmost window or list, as Escape does. */
export function closeTopmost(): void {
  const from = topmost().contains(document.activeElement) ? document.activeElement : topmost();
  from?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
}

/** Takes a command's letters back out of the field that they were written into. */
export function takeBack(field: EventTarget | null, letters: number): void {
  if (!(field instanceof HTMLInputElement)) return;
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  write?.call(field, field.value.slice(0, -letters));
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
