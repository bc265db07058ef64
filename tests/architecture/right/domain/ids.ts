/** The name of a phone, and nothing else. */
export type PhoneName = string & { readonly phone: unique symbol };
