import { usb } from 'usb';

/** A promise in one sentence. */
export const wrong = usb;
