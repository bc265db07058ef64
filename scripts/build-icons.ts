// Draws the program's icons from resources/icons/*.svg with the system's Chromium into resources/build/, and writes their manifest.
// Usage: build-icons.ts [--out FOLDER]; exits 3 when there is no Chromium.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { type IconPicture, icnsFile, icoFile } from './icon-files.ts';

const CHROMIUM = '/usr/bin/chromium';
const source = join(import.meta.dirname, '../resources/icons');
const target = join(import.meta.dirname, '../resources/build');

// Up to this size every pixel is placed by hand.
const SMALL = 32;
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
const MAC_SIZES = [32, 64, 128, 256, 512, 1024];
// The others' marks fill the square; among the icons of macOS a mark keeps its distance (source: Apple's icon grid, 824 of 1024).
const MAC_SHARE = 824 / 960;

/** One file that the drawing makes, as the manifest names it. */
export interface DrawnFile {
  readonly file: string;
  readonly sha256: string;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const markFor = (size: number): string => (size <= SMALL ? 'mark-small.svg' : 'mark.svg');

/** Returns the SHA-256 over the drawings and over the program that turns them into files. */
export function iconSourceSha256(): string {
  const hash = createHash('sha256');
  for (const file of ['mark.svg', 'mark-small.svg']) hash.update(sha256(readFileSync(join(source, file))));
  for (const file of ['build-icons.ts', 'icon-files.ts'])
    hash.update(sha256(readFileSync(join(import.meta.dirname, file))));
  return hash.digest('hex');
}

async function draw(browser: Browser, size: number, share = 1): Promise<IconPicture> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  try {
    const svg = readFileSync(join(source, markFor(size)), 'utf8');
    const side = size * share;
    const place = `position:absolute;left:${(size - side) / 2}px;top:${(size - side) / 2}px`;
    const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    await page.setContent(
      `<body style="margin:0"><img src="${address}" style="${place};width:${side}px;height:${side}px"></body>`,
    );
    await page.waitForFunction(
      '[...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0)',
    );
    return { size, png: await page.screenshot({ omitBackground: true }) };
  } finally {
    await page.close();
  }
}

/** Draws every icon file into the folder and returns what it made. */
export async function buildIcons(out: string): Promise<readonly DrawnFile[]> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const pictures = new Map<number, IconPicture>();
    for (const size of [...LINUX_SIZES, 1024]) pictures.set(size, await draw(browser, size));
    const mac: IconPicture[] = [];
    for (const size of MAC_SIZES) mac.push(await draw(browser, size, size <= SMALL ? 1 : MAC_SHARE));
    const pngOf = (size: number): Uint8Array => pictures.get(size)?.png ?? new Uint8Array();
    const files: readonly (readonly [string, Uint8Array])[] = [
      ['icon.png', pngOf(1024)],
      ['icon.ico', icoFile(WINDOWS_SIZES.map((size) => ({ size, png: pngOf(size) })))],
      ['icon.icns', icnsFile(mac)],
      ...LINUX_SIZES.map((size) => [`icons/${size}x${size}.png`, pngOf(size)] as const),
    ];
    for (const [file, bytes] of files) {
      mkdirSync(dirname(join(out, file)), { recursive: true });
      writeFileSync(join(out, file), bytes);
    }
    const drawn = files.map(([file, bytes]) => ({ file, sha256: sha256(bytes) }));
    const manifest = { version: 1, sourceSha256: iconSourceSha256(), files: drawn };
    writeFileSync(join(out, 'icons.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return drawn;
  } finally {
    await browser.close();
  }
}

async function main(outOption: string | undefined): Promise<number> {
  if (!existsSync(CHROMIUM)) {
    process.stderr.write(`${CHROMIUM} is missing; on Debian: apt-get install chromium\n`);
    return 3;
  }
  for (const { file, sha256 } of await buildIcons(outOption ?? target)) process.stdout.write(`${file} ${sha256}\n`);
  return 0;
}

if (import.meta.main) {
  const at = process.argv.indexOf('--out');
  process.exitCode = await main(at < 0 ? undefined : process.argv[at + 1]);
}
