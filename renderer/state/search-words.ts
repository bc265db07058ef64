const SHIFT_TO_HIRAGANA = 0x60;

/** A text as it is searched: width, case, and hiragana or katakana make no difference. */
export function searchable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[ァ-ヶ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - SHIFT_TO_HIRAGANA));
}

/** Tells whether every word that was typed occurs in a searchable text. */
export function holdsWords(text: string, typed: string): boolean {
  return searchable(typed)
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
