import { bigEndian } from './bytes.ts';
import { type ChipCommand, DONE } from './chip-command.ts';

const CARRIER_BYTES = 5;
const MODEL_BYTES = 11;
const IDLE_MODE = 0x00;
/** Version 5.00 of the card's specification, without options. */
const SPECIFICATION: readonly number[] = [0x00, 0x00, 0x05, 0x00];

/** Answers Request Response (04): the mode, which stays 0 without authentication. */
export const requestResponse: ChipCommand = (_chip, data) => (data.length === 0 ? [IDLE_MODE] : null);

/** Answers Request System Code (0C): every system in its order. */
export const requestSystemCode: ChipCommand = ({ systems }, data) => {
  if (data.length !== 0) return null;
  return [systems.length, ...systems.flatMap(({ blueprint }) => bigEndian(blueprint.code))];
};

/** Answers Get Container Issue Information (22). */
export const getContainerIssueInformation: ChipCommand = ({ blueprint }, data) => {
  if (!isReserved(data)) return null;
  const { carrier, model } = blueprint.container;
  return [...text(carrier, CARRIER_BYTES), ...text(model, MODEL_BYTES)];
};

/** Answers Get Container Property (2E), which carries no IDm; what the values mean is not known to us. */
export const getContainerProperty: ChipCommand = (_chip, data) => {
  const index = data[0] ?? 0;
  return data.length === 2 && data[1] === 0 && index < 2 ? [index, 0x01] : null;
};

/** Answers Get System Status (38): a flag, and the length of what follows, which is nothing. */
export const getSystemStatus: ChipCommand = (_chip, data) => (isReserved(data) ? [...DONE, 0x00, 0x00] : null);

/** Answers Request Product Information (3A). */
export const requestProductInformation: ChipCommand = ({ blueprint }, data) => {
  if (data.length !== 0) return null;
  return [...DONE, 0x02, blueprint.pmm[1] ?? 0, blueprint.pmm[0] ?? 0];
};

/** Answers Request Specification Version (3C). */
export const requestSpecificationVersion: ChipCommand = (_chip, data) =>
  isReserved(data) ? [...DONE, ...SPECIFICATION] : null;

/** Answers Reset Mode (3E). */
export const resetMode: ChipCommand = (_chip, data) => (isReserved(data) ? DONE : null);

/** Answers Get Container ID (70), which carries no IDm: a number of the container's own. */
export const getContainerId: ChipCommand = ({ blueprint }, data) => {
  if (!isReserved(data)) return null;
  return [...blueprint.idm].map((byte, index) => (index < 2 ? byte : byte ^ 0xff));
};

const isReserved = (data: Uint8Array): boolean => data.length === 2 && data[0] === 0 && data[1] === 0;

function text(words: string, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, index) => words.charCodeAt(index) & 0x7f || 0);
}
