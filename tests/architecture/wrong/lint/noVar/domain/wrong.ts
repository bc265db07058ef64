/** A promise in one sentence. */
export var wrong = 1;
