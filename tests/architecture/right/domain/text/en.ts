/** All English texts by key. */
export const en = { absent: 'No phone on {port}', phone: 'Phone' } as const;
