import { describe } from 'vitest';

describe.skipIf(true)('is not run', () => {});
