import './raw.css';
import 'uplot/dist/uPlot.min.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { JobView } from '../../../domain/window-state.ts';
import { showSpan, showSpeed } from '../../parts/show-numbers.ts';
import { useText } from '../../use-text.ts';
import { type RateSample, rateSummary, withRate } from './rate-history.ts';

const HEIGHT = 150;
const MEGA = 1e6;
const AXIS_ROOM = 56;

/** The speeds of a job since its panel was opened; another job begins anew. */
export function useRates(job: JobView | null): readonly RateSample[] {
  const [told, setTold] = useState<{ readonly of: string | null; readonly rates: readonly RateSample[] }>({
    of: null,
    rates: [],
  });
  const id = job?.id ?? null;
  const progress = job?.progress ?? null;
  useEffect(() => {
    setTold((before) => {
      const rates = before.of === id ? before.rates : [];
      return { of: id, rates: withRate(rates, progress, performance.now()) };
    });
  }, [id, progress]);
  return told.of === id ? told.rates : [];
}

/** MB/s over time as a line, and the same in words. */
export function RateChart({ rates }: { readonly rates: readonly RateSample[] }): ReactNode {
  const { say } = useText();
  const summary = rateSummary(rates);
  if (!summary || rates.length < 2) return <p>{say('phone.rate.none')}</p>;
  const span = showSpan((rates.at(-1)?.atMs ?? 0) - (rates[0]?.atMs ?? 0));
  const words = say('phone.rate.words', {
    span,
    last: showSpeed(summary.last),
    slowest: showSpeed(summary.slowest),
    middle: showSpeed(summary.middle),
    fastest: showSpeed(summary.fastest),
  });
  return (
    <figure className="rate">
      <Line rates={rates} label={words} />
      <figcaption>{words}</figcaption>
    </figure>
  );
}

function dataOf(rates: readonly RateSample[]): uPlot.AlignedData {
  const first = rates[0]?.atMs ?? 0;
  return [rates.map(({ atMs }) => (atMs - first) / 1000), rates.map(({ bytesPerSecond }) => bytesPerSecond / MEGA)];
}

function optionsFor(frame: HTMLElement): uPlot.Options {
  const styles = getComputedStyle(frame);
  const ink = styles.getPropertyValue('color');
  const axis = { stroke: ink, grid: { stroke: ink, width: 0.25 }, ticks: { stroke: ink, width: 0.5 } };
  return {
    width: frame.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map((seconds) => showSpan(seconds * 1000)) },
      { ...axis, size: AXIS_ROOM },
    ],
    series: [{}, { stroke: styles.getPropertyValue('border-top-color'), width: 2, points: { show: false } }],
  };
}

function Line({ rates, label }: { readonly rates: readonly RateSample[]; readonly label: string }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const newest = useRef(rates);
  newest.current = rates;
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const drawn = new uPlot(optionsFor(box), dataOf(newest.current), box);
    chart.current = drawn;
    const sized = new ResizeObserver(() => drawn.setSize({ width: box.clientWidth, height: HEIGHT }));
    sized.observe(box);
    return () => {
      sized.disconnect();
      drawn.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => chart.current?.setData(dataOf(rates)), [rates]);
  return <div ref={frame} className="rate-line" role="img" aria-label={label} />;
}
