import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/**
 * Gives a module of ours as an expression whose value is the object of its exported functions, for running inside a page. The
 * module may import nothing but types; an import of a value fails here and not in the page.
 */
export function moduleText(file: URL): string {
  const plain = stripTypeScriptTypes(readFileSync(file, 'utf8'));
  if (/^import\b/m.test(plain)) throw new Error(`${file.pathname} imports a value, which a page cannot`);
  const names = [...plain.matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1]);
  return `(() => {\n${plain.replace(/^export /gm, '')}\nreturn { ${names.join(', ')} };\n})()`;
}
