/** The watermark that every practice record, label and report carries. */
export const PRACTICE_WATERMARK = '練習';
