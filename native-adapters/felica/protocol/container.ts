import { low16 } from './bytes.ts';
import { addressedCommand, badAnswer, type ChipAddress, type Command, plainCommand, value } from './command.ts';
import { responseMs, waitMs } from './timing.ts';

// Source: felica-rs response/parse.rs: 5 bytes of format and carrier, 11 of the phone's model.
const CARRIER_BYTES = 5;
const ISSUE_BYTES = CARRIER_BYTES + 11;
const CONTAINER_ID_BYTES = 8;

/** What the container says of the phone that it was made for; only what can be printed in ASCII is kept. */
export interface ContainerIssue {
  readonly carrier: string;
  readonly model: string;
}

/** Get Container Issue Information (22). */
export function getContainerIssueInformation(to: ChipAddress): Command<ContainerIssue> {
  return addressedCommand(to, {
    code: 0x22,
    data: low16(0),
    time: 'other',
    read: (body) => {
      if (body.length !== ISSUE_BYTES) return badAnswer('length of the issue information');
      return value({
        carrier: printable(body.subarray(0, CARRIER_BYTES)),
        model: printable(body.subarray(CARRIER_BYTES)),
      });
    },
  });
}

/** The chip's text is data of a stranger: every byte that is no printable ASCII is dropped, and blanks around it. */
function printable(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.filter((byte) => byte >= 0x20 && byte <= 0x7e)).trim();
}

/** Get Container Property (2E): the bytes of one property; it names no chip, `pmm` only sets the time. */
export function getContainerProperty(pmm: Uint8Array, property: number): Command<Uint8Array> {
  return plainCommand({
    code: 0x2e,
    data: low16(property),
    withinMs: waitMs(responseMs(pmm, 'other', 1)),
    read: (body) => (body.length > 0 ? value(body.slice()) : badAnswer('an empty property')),
  });
}

/** Get Container ID (70): eight bytes; it names no chip, `pmm` only sets the time. */
export function getContainerId(pmm: Uint8Array): Command<Uint8Array> {
  return plainCommand({
    code: 0x70,
    data: low16(0),
    withinMs: waitMs(responseMs(pmm, 'other', 1)),
    read: (body) => (body.length === CONTAINER_ID_BYTES ? value(body.slice()) : badAnswer('length of a container id')),
  });
}
