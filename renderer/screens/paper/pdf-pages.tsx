import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../use-text.ts';
import { type OpenPdf, openPdf } from './open-pdf.ts';

/** All pages of a PDF one below the other; what it says is told to screen readers by `label`, because a drawing has no words. */
export function PdfPages(props: {
  readonly bytes: Uint8Array;
  readonly label: string;
  readonly widthPx: number;
}): ReactNode {
  const { bytes, label, widthPx } = props;
  const { say } = useText();
  const [pdf, setPdf] = useState<OpenPdf | 'failed' | null>(null);
  useEffect(() => {
    let isWanted = true;
    let opened: OpenPdf | null = null;
    setPdf(null);
    openPdf(bytes).then(
      (open) => {
        opened = open;
        if (isWanted) setPdf(open);
        else void open.close();
      },
      () => (isWanted ? setPdf('failed') : undefined),
    );
    return () => {
      isWanted = false;
      void opened?.close();
    };
  }, [bytes]);
  if (pdf === 'failed') return <p role="alert">{say('paper.preview.failed')}</p>;
  if (pdf === null) return <p role="status">{say('paper.preview.drawing')}</p>;
  return (
    <>
      {Array.from({ length: pdf.pages }, (_, index) => index + 1).map((page) => (
        <PdfPage
          key={page}
          pdf={pdf}
          page={page}
          widthPx={widthPx}
          label={say('paper.page', { label, page, pages: pdf.pages })}
        />
      ))}
    </>
  );
}

interface PageProps {
  readonly pdf: OpenPdf;
  readonly page: number;
  readonly widthPx: number;
  readonly label: string;
}

function PdfPage({ pdf, page, widthPx, label }: PageProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hasFailed, setFailed] = useState(false);
  const { say } = useText();
  useEffect(() => {
    const field = canvas.current;
    if (!field) return;
    let isWanted = true;
    // A document that was closed while it was drawn ends in an error that means nothing.
    pdf.draw(page, field, widthPx).catch(() => (isWanted ? setFailed(true) : undefined));
    return () => {
      isWanted = false;
    };
  }, [pdf, page, widthPx]);
  if (hasFailed) return <p role="alert">{say('paper.preview.failed')}</p>;
  return <canvas ref={canvas} className="paper-page" role="img" aria-label={label} style={{ width: widthPx }} />;
}
