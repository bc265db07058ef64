/** Quotes one argument so that a POSIX shell on the phone takes it literally, whatever it holds; throws RangeError on NUL, which no argument can carry. */
export function quoteForPhone(argument: string): string {
  if (argument.includes('\0')) throw new RangeError('an argument cannot hold NUL');
  return `'${argument.replaceAll("'", "'\\''")}'`;
}
