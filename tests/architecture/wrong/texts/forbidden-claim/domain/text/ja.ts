/** A promise in one sentence. */
export const ja = { absent: '端末 {port} は復元不可能です', phone: '端末' };
