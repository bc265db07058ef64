// Stands where the builder calls fpm, which would have to be fetched: keeps the order and the files that the builder deletes
// again, and leaves an empty package. deb.integration.test.ts builds the real one from that, with Debian's own tools.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const order = process.argv.slice(2);
const folder = process.env.HAKUSHI_FPM_ORDER;
mkdirSync(folder, { recursive: true });

/** Keeps a copy of a file that the order names; answers where it is kept. */
function keep(path, at) {
  const kept = join(folder, `${at}-${basename(path)}`);
  copyFileSync(path, kept);
  return kept;
}

const kept = order.map((word, at) => {
  const [path, place] = word.split('=');
  if (['--after-install', '--after-remove'].includes(order[at - 1])) return keep(word, at);
  return place !== undefined && !path.endsWith('/') && existsSync(path) ? `${keep(path, at)}=${place}` : word;
});
writeFileSync(join(folder, 'order.json'), JSON.stringify(kept));
writeFileSync(order[order.indexOf('--package') + 1], '');
