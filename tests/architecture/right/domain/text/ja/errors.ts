/** Japanese texts of the errors. */
export const jaErrors = { absent: '端末 {port} が見つかりません', phone: '端末' } as const;
