// East Asian Wide and Fullwidth (Unicode UAX #11), and pictures that terminals draw two columns wide.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\p{Emoji_Presentation}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}]/u;

function widthOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** How many columns a text takes on a terminal. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}

/** Cuts a text to a number of columns; what was cut shows as `…`. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let taken = 0;
  let fitted = '';
  for (const character of text) {
    taken += widthOf(character);
    if (taken > columns - 1) break;
    fitted += character;
  }
  return columns > 0 ? `${fitted}…` : '';
}

/** Cuts or fills a text to exactly so many columns. */
export function padTo(text: string, columns: number): string {
  const cut = cutTo(text, columns);
  return cut + ' '.repeat(columns - columnsOf(cut));
}
