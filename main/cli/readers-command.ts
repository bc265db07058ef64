import type { ReaderView } from '../../domain/chip-view.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { ReaderModel } from '../../domain/reader.ts';
import { type Language, say, sayByName, sayError } from '../../domain/text.ts';
import type { ReaderDesk } from '../readers/reader-desk.ts';
import { settledReaders } from './desk-watch.ts';
import { openDeskHere } from './readers-here.ts';
import { EXIT, type ExitCode, plain, type Terminal } from './terminal.ts';

/** A contactless reader as `hakushi readers` shows it. */
export interface ShownReader {
  readonly reader: string;
  /** Null: no driver is for it. */
  readonly model: ReaderModel | null;
  readonly name: string;
  readonly serial: string | null;
  readonly firmware: string | null;
  readonly state: ReaderView['is'];
  readonly error?: ErrorCode;
}

/** Every reader at a desk, with what it says of itself. */
export async function shownReaders(desk: ReaderDesk): Promise<readonly ShownReader[]> {
  return (await settledReaders(desk)).map(({ reader, model, name, firmware, is, error }) => {
    const { serial } = desk.sighting(reader);
    return {
      reader,
      model,
      name: plain(name),
      serial: serial === null ? null : plain(serial),
      firmware: firmware === null ? null : plain(firmware),
      state: is,
      ...(error === null ? {} : { error: error.code }),
    };
  });
}

/** What people read: each reader with its state, what to do when it cannot be used, and why none can be seen. */
export function readerLines(
  language: Language,
  readers: readonly ShownReader[],
  blind: ErrorCode | null,
): readonly string[] {
  const advice = (code: ErrorCode): string => {
    const { title, action } = sayError(language, { code, facts: {} });
    return `${title} ${action}`;
  };
  const lines = readers.flatMap(({ reader, model, name, firmware, state, error }) => {
    const line = [reader, name, firmware ?? '-', sayByName(language, `reader.is.${state}`)].join('  ');
    if (error !== undefined) return [line, `   ${advice(error)}`];
    return model === null ? [line, `   ${say(language, 'readers.no-driver')}`] : [line];
  });
  if (blind !== null) return [...lines, advice(blind)];
  return lines.length > 0 ? lines : [advice('reader.absent')];
}

/** `hakushi readers`: every contactless reader on the buses of this computer, whether it can be used, and why not. */
export async function readersCommand(terminal: Terminal, dataFolder: string): Promise<ExitCode> {
  // Nothing is to be polled: an iPhone may lie there.
  const { desk, close } = openDeskHere({ wanted: undefined, practice: undefined, scan: 'iphone', dataFolder });
  try {
    const readers = await shownReaders(desk);
    const blind = desk.blind();
    for (const line of readerLines(terminal.language, readers, blind)) terminal.line(line);
    terminal.answer({ readers, ...(blind === null ? {} : { blind }) });
    return EXIT.done;
  } finally {
    await close();
  }
}
