import type { PDFDocumentProxy } from 'pdfjs-dist';

/** A PDF that can be drawn page by page until it is closed. */
export interface OpenPdf {
  readonly pages: number;
  /** Draws one page, counted from 1, as wide as wanted in CSS pixels. */
  draw(page: number, canvas: HTMLCanvasElement, widthPx: number): Promise<void>;
  /** Lets go of the document and its worker; it may be called twice. */
  close(): Promise<void>;
}

/**
 * Opens PDF bytes in a worker of our own bundle, made here because the library's own way would go through a blob that the content policy
 * refuses. It is given no address of fonts, maps or decoders, so it can ask for nothing: our papers carry their fonts inside.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  // A megabyte and a half that no screen needs until somebody looks at a paper.
  const [{ getDocument, PDFWorker }, { default: PdfWorkerProcess }] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?worker'),
  ]);
  const port = new PdfWorkerProcess();
  const worker = PDFWorker.create({ port });
  const loading = getDocument({
    // The worker takes the bytes over, so it gets bytes of its own.
    data: bytes.slice(),
    worker,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    disableStream: true,
    disableRange: true,
    enableXfa: false,
    stopAtErrors: true,
  });
  const close = async (): Promise<void> => {
    await loading.destroy();
    worker.destroy();
    port.terminate();
  };
  try {
    const document = await loading.promise;
    return {
      pages: document.numPages,
      draw: (page, canvas, widthPx) => draw(document, page, { canvas, widthPx }),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function draw(
  document: PDFDocumentProxy,
  number: number,
  { canvas, widthPx }: Readonly<{ canvas: HTMLCanvasElement; widthPx: number }>,
): Promise<void> {
  const page = await document.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: (widthPx * window.devicePixelRatio) / natural.width });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  await page.render({ canvas, viewport }).promise;
  page.cleanup();
}
