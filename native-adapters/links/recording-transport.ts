import { asWorkstationError } from '../../domain/errors.ts';
import type { ReaderTransport } from '../../domain/reader.ts';

/** Hears one line of a transcript at a time. */
export type HearLine = (line: string) => void;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Wraps a transport so that everything that goes over it is told as lines: `=> hex` to the reader, `<= hex` from it, `<= -` for a read that
 * brought nothing, `=! code` after a write that failed, `<! code` for a read that failed. What a chip says can name its owner: whoever keeps the lines must be allowed to.
 */
export function recordingTransport(transport: ReaderTransport, hear: HearLine): ReaderTransport {
  const told = async <Result>(mark: string, work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      hear(`${mark} ${asWorkstationError(error).code}`);
      throw error;
    }
  };
  return {
    write: (frame) => {
      hear(`=> ${hex(frame)}`);
      return told('=!', transport.write(frame));
    },
    read: async (withinMs) => {
      const bytes = await told('<!', transport.read(withinMs));
      hear(`<= ${bytes === null ? '-' : hex(bytes)}`);
      return bytes;
    },
    close: () => transport.close(),
  };
}
