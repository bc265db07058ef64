import type { Finding } from '../domain/proof.ts';
import { erase } from '../native-adapters/index.ts';
import { greet } from '../practice/index.ts';

/** The two things that main can do. */
export const services: { readonly erase: () => Finding; readonly greet: typeof greet } = { erase, greet };
