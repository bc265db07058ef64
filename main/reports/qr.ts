import { createRequire } from 'node:module';

interface Drawn {
  readonly _canvas: readonly { readonly x: number; readonly y: number; readonly w: number }[];
  readonly _width: number;
}

interface QrEncoder {
  measure(node: Readonly<Record<string, unknown>>): Drawn;
}

// Any of the eight masks is valid (ISO/IEC 18004 §7.8); a fixed one saves the search for the prettiest.
const MASK = 4;
const QUIET_MODULES = 4;

/**
 * Draws a QR code (level M) as one SVG path with its quiet zone. The PDF library's own QR draws each of some thousand modules by
 * itself, which costs more than all the text of a certificate.
 */
export function qrSvg(text: string): string {
  // Not at the top of the module: there the build puts a `require` of its own.
  const require = createRequire(import.meta.url);
  const { default: encoder } = require('pdfmake/js/qrEnc.js') as { default: QrEncoder };
  // Modules of one unit: the first rectangle is the background, each other one a dark module.
  const { _canvas: squares, _width: side } = encoder.measure({ qr: text, eccLevel: 'M', mask: MASK, mode: 'octet' });
  const [, ...dark] = squares;
  const unit = dark[0]?.w ?? 1;
  const path = runsOf(dark.map(({ x, y }) => ({ x: x / unit, y: y / unit })))
    .map(({ x, y, length }) => `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${length}v1h-${length}z`)
    .join('');
  const size = side / unit + 2 * QUIET_MODULES;
  return `<svg viewBox="0 0 ${size} ${size}"><path d="${path}" fill="#000"/></svg>`;
}

interface Run {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** Joins dark modules that stand side by side; without that viewers show hairlines between them. */
function runsOf(modules: readonly { readonly x: number; readonly y: number }[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { x, y } of modules) {
    const last = runs.at(-1);
    if (last && last.y === y && last.x + last.length === x)
      runs[runs.length - 1] = { ...last, length: last.length + 1 };
    else runs.push({ x, y, length: 1 });
  }
  return runs;
}
