import { expect, it } from 'vitest';
import { code128, code128Svg } from '../../domain/code128.ts';

it('sets the digits of an IMEI in pairs and its last digit alone', () => {
  const symbol = code128('490154203237518');
  // Start, seven pairs, change of set, one digit, check: eleven modules each; the stop has thirteen.
  expect(symbol?.modules).toBe(11 * 11 + 13);
});

it('draws the example of the standard: every bar in its place', () => {
  // Start B (211214), "A" (111323), check 104 + 33 mod 103 = 34 (131123), stop.
  const widths = '211214' + '111323' + '131123' + '2331112';
  let at = 0;
  const bars = [...widths].flatMap((width, place) => {
    const bar = { at, width: Number(width) };
    at += bar.width;
    return place % 2 === 0 ? [bar] : [];
  });
  expect(code128('A')).toEqual({ bars, modules: at });
});

it('draws nothing that a reader could not give back', () => {
  for (const text of ['', 'ü', '日本', '\u0007', 'A'.repeat(49)]) expect(code128(text)).toBeNull();
});

it('writes bars as one path inside their picture', () => {
  const symbol = code128('R58N12ABCDE');
  const svg = symbol ? code128Svg(symbol, 20) : '';
  expect(svg).toContain(`viewBox="0 0 ${symbol?.modules} 20"`);
  expect(svg.match(/M/g)).toHaveLength(symbol?.bars.length ?? 0);
});
