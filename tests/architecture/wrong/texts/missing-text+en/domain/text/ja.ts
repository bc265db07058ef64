/** A promise in one sentence. */
export const ja = { absent: '端末 {port} が見つかりません', phone: '端末', more: 'もっと' };
