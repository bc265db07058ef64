export { mintFinding } from './proof.ts';
