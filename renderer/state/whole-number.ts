/** The whole number that was typed, full-width digits too; null when it is none or lies outside. */
export function wholeNumber(typed: string, least: number, most: number): number | null {
  const text = typed.normalize('NFKC').trim();
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
