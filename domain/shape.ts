/** Says where a value from outside has another shape than it must have; `path` leads there, such as `plan.steps[2].id`. */
export class ShapeError extends Error {
  readonly path: string;
  constructor(path: string, wanted: string) {
    super(`${path === '' ? 'the value' : path} is not ${wanted}`);
    this.name = 'ShapeError';
    this.path = path;
  }
}

/** Reads an unknown value as a T, or throws ShapeError. Objects are read by their own properties only and rebuilt, so nothing unasked for passes. */
export type Shape<T> = (value: unknown, path?: string) => T;

/** Any text, also an empty one. */
export const text: Shape<string> = (value, path = '') => {
  if (typeof value !== 'string') throw new ShapeError(path, 'a text');
  return value;
};

/** Either true or false. */
export const flag: Shape<boolean> = (value, path = '') => {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false');
  return value;
};

/** A whole number that JSON carries exactly. */
export const whole: Shape<number> = (value, path = '') => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new ShapeError(path, 'a whole number');
  return value;
};

/** A whole number from 0 up. */
export const count: Shape<number> = (value, path = '') => {
  const found = whole(value, path);
  if (found < 0) throw new ShapeError(path, 'a count');
  return found;
};

/** A share or probability, 0 to 1. */
export const share: Shape<number> = (value, path = '') => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) throw new ShapeError(path, 'between 0 and 1');
  return value;
};

/** One of the listed texts. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Shape<T> {
  return (value, path = '') => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new ShapeError(path, `one of ${allowed.join(', ')}`);
    return found;
  };
}

/** Null, or what the inner shape reads. */
export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return (value, path = '') => (value === null ? null : inner(value, path));
}

/** A list whose every member has the inner shape. */
export function listOf<T>(inner: Shape<T>): Shape<readonly T[]> {
  return (value, path = '') => {
    if (!Array.isArray(value)) throw new ShapeError(path, 'a list');
    return value.map((member, index) => inner(member, `${path}[${index}]`));
  };
}

/** A plain object with at least the named properties; others are left out. */
export function objectOf<T extends object>(shapes: { readonly [Key in keyof T]: Shape<T[Key]> }): Shape<T> {
  const names = Object.keys(shapes) as (keyof T & string)[];
  return (value, path = '') => {
    const from = plain(value, path);
    const built: Partial<T> = {};
    for (const name of names) {
      const at = path === '' ? name : `${path}.${name}`;
      if (!Object.hasOwn(from, name)) throw new ShapeError(at, 'there');
      built[name] = shapes[name](from[name], at);
    }
    return built as T;
  };
}

/** Lets further properties pass beside an inner shape where they are there; what was written before they existed does not have them. */
export function withOptional<T extends object, More extends object>(
  inner: Shape<T>,
  more: { readonly [Key in keyof More]: Shape<More[Key]> },
): Shape<T & Partial<More>> {
  const names = Object.keys(more) as (keyof More & string)[];
  return (value, path = '') => {
    const from = plain(value, path);
    const found: Partial<More> = {};
    for (const name of names) {
      if (Object.hasOwn(from, name)) found[name] = more[name](from[name], path === '' ? name : `${path}.${name}`);
    }
    return { ...inner(value, path), ...found };
  };
}

/** The value true and no other. */
export const isTrue: Shape<true> = (value, path = '') => {
  if (value !== true) throw new ShapeError(path, 'true');
  return true;
};

/** A whole number between two others, both included. */
export function wholeWithin(least: number, most: number): Shape<number> {
  return (value, path = '') => {
    const found = whole(value, path);
    if (found < least || found > most) throw new ShapeError(path, `between ${least} and ${most}`);
    return found;
  };
}

/** A text that a pattern fits whole. */
export function textLike(pattern: RegExp, wanted: string): Shape<string> {
  return (value, path = '') => {
    const found = text(value, path);
    if (!pattern.test(found)) throw new ShapeError(path, wanted);
    return found;
  };
}

/** A plain object that maps any texts to members of one shape. */
export function mapOf<T>(inner: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path = '') => {
    const built = Object.entries(plain(value, path)).map(([name, member]) => [name, inner(member, `${path}.${name}`)]);
    return Object.fromEntries(built) as Record<string, T>;
  };
}

function plain(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(path, 'an object');
  return value as Record<string, unknown>;
}
