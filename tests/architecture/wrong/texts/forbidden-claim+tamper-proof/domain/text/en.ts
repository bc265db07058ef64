/** A promise in one sentence. */
export const en = { absent: 'Entries of {port} cannot be rewritten', phone: 'Phone' };
