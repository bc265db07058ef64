export * from '../../domain/proof.ts';
