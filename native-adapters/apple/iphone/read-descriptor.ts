/** What an iPhone in recovery or DFU mode says of itself in its USB serial string, without any trust. */
export interface DescriptorFacts {
  /** Lower-case hex without leading zeros. */
  readonly ecid: string | null;
  readonly serial: string | null;
  readonly chip: string | null;
  readonly board: string | null;
}

const field = (text: string, name: string): string | null =>
  new RegExp(`(?:^|\\s)${name}:([0-9A-F]{1,16})(?=\\s|$)`, 'i').exec(text)?.[1] ?? null;

/** Reads a serial string such as `CPID:8132 … BDID:0E ECID:… SRNM:[…]`; parts that are missing or odd are null. */
export function readDescriptor(serial: string | null): DescriptorFacts {
  const text = serial ?? '';
  const ecid = field(text, 'ECID');
  return {
    ecid: ecid === null ? null : plainHex(ecid),
    serial: /(?:^|\s)SRNM:\[([A-Z0-9]{8,14})\]/.exec(text)?.[1] ?? null,
    chip: field(text, 'CPID'),
    board: field(text, 'BDID'),
  };
}

/** A number in the form in which ECIDs are compared: lower-case hex without leading zeros; null for zero, which is no number. */
export function plainHex(digits: string): string | null {
  const plain = digits.toLowerCase().replace(/^0+/, '');
  return /^[0-9a-f]{1,16}$/.test(plain) ? plain : null;
}
