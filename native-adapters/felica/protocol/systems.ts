import { low16, readHigh16, readLow16, readMany } from './bytes.ts';
import {
  addressedCommand,
  afterStatus,
  badAnswer,
  type ChipAddress,
  type Command,
  countedList,
  value,
} from './command.ts';

/** Request Response (04): the mode that the system is in, 0-3; 0 after Polling. */
export function requestResponse(to: ChipAddress): Command<number> {
  return addressedCommand(to, {
    code: 0x04,
    time: 'fixed',
    read: (body) => {
      const [mode] = body;
      return body.length === 1 && mode !== undefined && mode <= 3 ? value(mode) : badAnswer('mode');
    },
  });
}

/** Request System Code (0C): the codes of all systems that the chip lists, in its order. */
export function requestSystemCode(to: ChipAddress): Command<readonly number[]> {
  return addressedCommand(to, { code: 0x0c, time: 'fixed', read: countedList(null, 2, readHigh16) });
}

/** Get System Status (38): the status bytes of the system. */
export function getSystemStatus(to: ChipAddress): Command<{ readonly flag: number; readonly data: Uint8Array }> {
  return addressedCommand(to, {
    code: 0x38,
    data: [0, 0],
    time: 'fixed',
    read: afterStatus((rest) => {
      const [flag, length] = rest;
      if (flag === undefined || length === undefined || rest.length !== 2 + length) return badAnswer('status data');
      return value({ flag, data: rest.slice(2) });
    }),
  });
}

/** Request Product Information (3A): the maker's own bytes. */
export function requestProductInformation(to: ChipAddress): Command<Uint8Array> {
  return addressedCommand(to, {
    code: 0x3a,
    time: 'other',
    read: afterStatus((rest) => {
      const [length] = rest;
      return length !== undefined && rest.length === 1 + length ? value(rest.slice(1)) : badAnswer('product data');
    }),
  });
}

/** The version of the card's specification, and of its options in the chip's order; as binary coded decimals. */
export interface SpecificationVersion {
  readonly basic: number;
  readonly options: readonly number[];
}

/** Request Specification Version (3C). */
export function requestSpecificationVersion(to: ChipAddress): Command<SpecificationVersion> {
  return addressedCommand(to, {
    code: 0x3c,
    data: low16(0),
    time: 'fixed',
    read: afterStatus((rest) => {
      const count = rest[3];
      if (rest[0] !== 0 || count === undefined || rest.length !== 4 + count * 2) return badAnswer('versions');
      return value({ basic: readLow16(rest, 1), options: readMany(count, 4, 2, (at) => readLow16(rest, at)) });
    }),
  });
}
