/** Says something in one language only. */
export function Wrong(): JSX.Element {
  return <p>Phone erased</p>;
}
