/** A promise in one sentence. */
export enum Wrong {
  One,
}
