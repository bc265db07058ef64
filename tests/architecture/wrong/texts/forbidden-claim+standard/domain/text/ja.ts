/** A promise in one sentence. */
export const ja = { absent: 'NIST SP 800-88 準拠 {port}', phone: '端末' };
