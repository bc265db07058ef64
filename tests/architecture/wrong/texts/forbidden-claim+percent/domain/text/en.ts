/** A promise in one sentence. */
export const en = { absent: 'Erased 100 % on {port}', phone: 'Phone' };
