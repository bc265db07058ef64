/** A string that carries its meaning in its type, so that one id cannot be passed where another is wanted. */
type Branded<Name extends string> = string & { readonly __brand: Name };

/** A physical place on a bus; it keeps its name while the phone on it reboots or changes mode. */
export type PortId = Branded<'PortId'>;
/** One run of a Plan on a Device by an Operator. */
export type JobId = Branded<'JobId'>;
/** The number of one erasure record; it is printed on certificates and labels. */
export type RecordId = Branded<'RecordId'>;
/** A physical place of a contactless reader: a USB path, or a place at the practice. */
export type ReaderId = Branded<'ReaderId'>;
/** The login or declared name of a person who works at the workstation. */
export type OperatorId = Branded<'OperatorId'>;
/** One workstation installation (one data folder). */
export type WorkstationId = Branded<'WorkstationId'>;
/** The fingerprint of a signing key: SHA-256 of its raw public key, lower-case hex. */
export type KeyId = Branded<'KeyId'>;

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,95}$/;

/** Tells whether a text can serve as an id: 1-96 letters, digits, dots, colons, dashes, underscores. */
export function isIdText(text: string): boolean {
  return ID_PATTERN.test(text);
}

function brand<T extends string>(kind: string, text: string): T {
  if (!isIdText(text)) throw new RangeError(`not a ${kind}: ${JSON.stringify(text.slice(0, 120))}`);
  return text as T;
}

/** Makes a PortId from a checked text; throws RangeError when the text cannot be an id. */
export const portId = (text: string): PortId => brand<PortId>('PortId', text);
/** Makes a JobId from a checked text; throws RangeError when the text cannot be an id. */
export const jobId = (text: string): JobId => brand<JobId>('JobId', text);
/** Makes a RecordId from a checked text; throws RangeError when the text cannot be an id. */
export const recordId = (text: string): RecordId => brand<RecordId>('RecordId', text);
/** Makes a ReaderId from a checked text; throws RangeError when the text cannot be an id. */
export const readerId = (text: string): ReaderId => brand<ReaderId>('ReaderId', text);
/** Makes an OperatorId from a checked text; throws RangeError when the text cannot be an id. */
export const operatorId = (text: string): OperatorId => brand<OperatorId>('OperatorId', text);
/** Makes a WorkstationId from a checked text; throws RangeError when the text cannot be an id. */
export const workstationId = (text: string): WorkstationId => brand<WorkstationId>('WorkstationId', text);
/** Makes a KeyId from a checked text; throws RangeError when the text cannot be an id. */
export const keyId = (text: string): KeyId => brand<KeyId>('KeyId', text);
