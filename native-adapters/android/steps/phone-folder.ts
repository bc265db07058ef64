/** Where the shell user may write on every Android version. */
export const PHONE_FOLDER = '/data/local/tmp';
