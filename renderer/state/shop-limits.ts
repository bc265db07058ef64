/** The fields of a shop, in the order in which they are asked for. */
export const SHOP_FIELDS = ['name', 'licence', 'address', 'phone'] as const;
/** The most characters of each field of a shop; longer ones the program refuses. */
export const SHOP_LIMITS = { name: 80, licence: 40, address: 200, phone: 40 } as const;
