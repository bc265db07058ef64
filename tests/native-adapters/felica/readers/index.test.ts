import { expect, test } from 'vitest';
import { READER_MODELS } from '../../../../domain/reader.ts';
import { readerAdapters } from '../../../../native-adapters/index.ts';

test("there is one driver for each model, and each product is one driver's", () => {
  expect(readerAdapters.map(({ manifest }) => manifest.id)).toEqual([...READER_MODELS]);
  const products = readerAdapters.flatMap(({ manifest }) =>
    manifest.products.map((product) => ({ ...product, id: manifest.id })),
  );
  expect(products.map(({ productId }) => productId)).toEqual([0x06c1, 0x06c3, 0x0dc8, 0x0dc9, 0x0d8f]);
  for (const { vendorId, productId, id } of products) {
    const fitting = readerAdapters.filter((adapter) => adapter.recognise({ vendorId, productId }));
    expect(fitting.map(({ manifest }) => manifest.id)).toEqual([id]);
  }
});

test.each([
  ['an RC-S330', 0x054c, 0x02e1],
  ['an RC-S320', 0x054c, 0x01bb],
  ["another maker's device with the same number", 0x054d, 0x06c1],
])('%s has no driver', (_name, vendorId, productId) => {
  expect(readerAdapters.filter((adapter) => adapter.recognise({ vendorId, productId }))).toEqual([]);
});
