// Says what it does in a line comment.
export const wrong = 1;
