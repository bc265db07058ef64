import { createRequire } from 'node:module';
import type { createPdf } from 'pdfmake';
import type { PaperFonts } from './fonts.ts';

/** What is printed: the PDF library's own description of a document. */
export type PaperDefinition = Parameters<typeof createPdf>[0];

interface PdfStream {
  on(event: 'data', take: (chunk: Uint8Array) => void): void;
  on(event: 'end', done: () => void): void;
  on(event: 'error', failed: (error: Error) => void): void;
  end(): void;
}

interface Printer {
  createPdfKitDocument(definition: PaperDefinition, options: object): Promise<PdfStream>;
}

type PrinterClass = new (fonts: object, files: object, addresses: object, mayRead: () => boolean) => Printer;

const FONT_FILE = 'paper-font';

/** Prints a document with the paper fonts (family `paper`); reads no file and opens no address. The same document gives the same bytes. */
export async function printPdf(definition: PaperDefinition, fonts: PaperFonts): Promise<Uint8Array> {
  // Not at the top of the module: there the build puts a `require` of its own.
  const require = createRequire(import.meta.url);
  const { default: PdfPrinter } = require('pdfmake/js/Printer.js') as { default: PrinterClass };
  const faces = { paper: { normal: [FONT_FILE, 'regular'], bold: [FONT_FILE, 'bold'] } };
  const files = { existsSync: (name: unknown) => name === FONT_FILE, readFileSync: () => fonts.ticket };
  const noAddresses = { resolve: () => undefined, resolved: () => Promise.resolve() };
  const printer = new PdfPrinter(faces, files, noAddresses, () => false);
  const document = await printer.createPdfKitDocument(definition, {});
  return new Promise((done, failed) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => done(Buffer.concat(chunks)));
    document.on('error', failed);
    document.end();
  });
}
