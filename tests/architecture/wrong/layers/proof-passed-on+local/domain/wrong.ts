import { mintFinding as mint } from './proof.ts';

export { mint };
