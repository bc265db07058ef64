/** A promise in one sentence. */
export const en = { absent: 'No phone on {hub}', phone: 'Phone' };
