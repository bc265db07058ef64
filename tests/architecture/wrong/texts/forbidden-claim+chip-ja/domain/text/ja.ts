/** A promise in one sentence. */
export const ja = { absent: '{port} のFeliCaチップを消去しました', phone: '端末' };
