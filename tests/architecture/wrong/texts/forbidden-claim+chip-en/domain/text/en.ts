/** A promise in one sentence. */
export const en = { absent: 'We erased the FeliCa chip of {port}', phone: 'Phone' };
