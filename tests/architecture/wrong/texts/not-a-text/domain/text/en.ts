/** A promise in one sentence. */
export const en = { absent: (port: string) => port, phone: 'Phone' };
