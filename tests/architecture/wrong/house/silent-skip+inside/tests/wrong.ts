import { it } from 'vitest';

it('is not run', (context) => context.skip());
