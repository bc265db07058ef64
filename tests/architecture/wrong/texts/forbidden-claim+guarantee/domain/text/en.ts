/** A promise in one sentence. */
export const en = { absent: 'Erasure of {port} is guaranteed', phone: 'Phone' };
