import type { EntryBodies, JobEntryKind } from '../../../domain/entry-kinds.ts';
import type { JsonObject, JsonValue } from '../../../domain/json.ts';
import type { EntryView } from '../../../domain/record-view.ts';

/** The entries of one kind, with their bodies as far as the kind promises them; what a field holds is still read with care. */
export function entriesOfKind<Kind extends JobEntryKind>(
  entries: readonly EntryView[],
  kind: Kind,
): readonly { readonly at: string; readonly body: Partial<EntryBodies[Kind]> }[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .map(({ at, body }) => ({ at, body: body as unknown as Partial<EntryBodies[Kind]> }));
}

/** A number of a body, or null when there is none. */
export function numberIn(data: JsonObject, ...names: readonly string[]): number | null {
  const found = inside(data, names);
  return typeof found === 'number' ? found : null;
}

/** A text of a body, or null when there is none. */
export function textIn(data: JsonObject, ...names: readonly string[]): string | null {
  const found = inside(data, names);
  return typeof found === 'string' ? found : null;
}

/** What lies inside nested objects under these names, or undefined. */
export function inside(data: JsonObject, names: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = data;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined;
    found = (found as JsonObject)[name];
  }
  return found;
}
