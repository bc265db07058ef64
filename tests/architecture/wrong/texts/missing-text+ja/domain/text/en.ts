/** A promise in one sentence. */
export const en = { absent: 'No phone on {port}', phone: 'Phone', more: 'More' };
