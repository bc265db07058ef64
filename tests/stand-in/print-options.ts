import type { CdpData } from './cdp-pipe.ts';
import { missing } from './loud.ts';

const inchesPerPaper: Readonly<Record<string, readonly [number, number]>> = {
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  Letter: [8.5, 11],
};
const same = [
  'landscape',
  'displayHeaderFooter',
  'printBackground',
  'scale',
  'pageRanges',
  'headerTemplate',
  'footerTemplate',
  'preferCSSPageSize',
  'generateTaggedPDF',
  'generateDocumentOutline',
];

/** Turns the options of Electron's printToPDF into the protocol's; an option that neither knows is refused by name. */
export function printOptions(options: CdpData): CdpData {
  const unknown = Object.keys(options).find((key) => !same.includes(key) && key !== 'pageSize' && key !== 'margins');
  if (unknown !== undefined) throw missing(`printToPDF option ${unknown}`);
  const kept = Object.fromEntries(Object.entries(options).filter(([key]) => same.includes(key)));
  return { ...kept, ...paper(options['pageSize']), ...margins(options['margins']) };
}

function paper(size: unknown): CdpData {
  if (typeof size === 'object' && size !== null) {
    const { width, height } = size as { width: number; height: number };
    return { paperWidth: width, paperHeight: height };
  }
  const [paperWidth, paperHeight] = inchesPerPaper[String(size ?? 'Letter')] ?? [];
  if (paperWidth === undefined) throw missing(`printToPDF pageSize ${size}`);
  return { paperWidth, paperHeight };
}

function margins(given: unknown): CdpData {
  const { top, bottom, left, right } = (given ?? {}) as Record<string, number | undefined>;
  const named = { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
