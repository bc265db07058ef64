/** A value that JSON can hold; what crosses an adapter's border and what the ledger keeps is made of these. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** An object of JSON values. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}
