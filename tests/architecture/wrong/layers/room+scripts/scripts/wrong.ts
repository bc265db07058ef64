export { ja } from '../domain/text/ja.ts';
