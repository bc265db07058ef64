// Layout and numbers: USB 2.0, chapter 9.
const word = (value: number): readonly number[] => [value & 0xff, value >> 8];

/** How fast a device speaks, and with it how large its packets are. */
export type Speed = 'full' | 'high';

/** One interface of a device; its endpoints are bulk, the direction bit 0x80 marks IN. */
export interface InterfaceShape {
  readonly triple: readonly [number, number, number];
  readonly name: string;
  readonly endpoints: readonly number[];
}

/** What a device with one configuration says of itself. */
export interface DeviceShape {
  /** `high` unless said otherwise. */
  readonly speed?: Speed;
  readonly vendorId: number;
  readonly productId: number;
  readonly maker: string;
  readonly product: string;
  readonly serial: string;
  readonly interfaces: readonly InterfaceShape[];
}

/** Kinds of descriptors that a host asks for. */
export const DESCRIPTOR = { device: 1, configuration: 2, text: 3 } as const;

// USB 2.0, 5.8.3.
const LARGEST_BULK_BYTES: Readonly<Record<Speed, number>> = { full: 64, high: 512 };

/** Answers what a host asks of a device's descriptors; null refuses. */
export function descriptorOf(shape: DeviceShape, kind: number, index: number): Uint8Array | null {
  const texts = ['', shape.maker, shape.product, shape.serial, ...shape.interfaces.map(({ name }) => name)];
  const textIndex = (text: string): number => (text === '' ? 0 : texts.indexOf(text));
  if (kind === DESCRIPTOR.text) return textDescriptor(texts, index);
  if (index !== 0) return null;
  if (kind === DESCRIPTOR.configuration) return configuration(shape, textIndex);
  if (kind !== DESCRIPTOR.device) return null;
  const ids = [...word(shape.vendorId), ...word(shape.productId), ...word(0x0100)];
  const names = [shape.maker, shape.product, shape.serial].map(textIndex);
  return Uint8Array.from([18, kind, ...word(0x0200), 0, 0, 0, 64, ...ids, ...names, 1]);
}

function configuration({ interfaces, speed = 'high' }: DeviceShape, textIndex: (text: string) => number): Uint8Array {
  const body = interfaces.flatMap(({ triple, name, endpoints }, number) => [
    ...[9, 4, number, 0, endpoints.length, ...triple, textIndex(name)],
    ...endpoints.flatMap((address) => [7, 5, address, 2, ...word(LARGEST_BULK_BYTES[speed]), 0]),
  ]);
  const header = [9, DESCRIPTOR.configuration, ...word(9 + body.length), interfaces.length, 1, 0, 0x80, 250];
  return Uint8Array.from([...header, ...body]);
}

function textDescriptor(texts: readonly string[], index: number): Uint8Array | null {
  // The zeroth text lists the languages: English (US).
  const body = index === 0 ? Buffer.from([9, 4]) : Buffer.from(texts[index] ?? '', 'utf16le');
  return body.length === 0 ? null : Uint8Array.from([2 + body.length, DESCRIPTOR.text, ...body]);
}
