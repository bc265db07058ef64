import { WorkstationError } from '../../../domain/errors.ts';
import type { ByteLink } from '../../links/byte-link.ts';
import { type CallLimits, type Deadline, startDeadline, unlessAborted } from '../../links/deadline.ts';
import type { AdbAddress, Dial } from './dial-through-adbkit.ts';
import { explainRefusal } from './refusals.ts';
import { readBlock, request, ServerRefusal } from './smart-socket.ts';

const LOSS_CHECK_WITHIN_MS = 2_000;
const LONGEST_NAME = 80;

function causeName(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/** Starts the clocks of one adb call; when they run out the signal fires with device.timeout naming the service. */
export function startAdbDeadline(service: string, limits: CallLimits): Deadline {
  const what = service.slice(0, LONGEST_NAME);
  return startDeadline(limits, (limitMs) => new WorkstationError('device.timeout', { what, limitMs }));
}

/** The way to one adb server: fresh connections, host requests, streams on a phone's transport. Every failure is a WorkstationError, except an abort, which rejects with the caller's reason. */
export class AdbWire {
  readonly #address: AdbAddress;
  readonly #dial: Dial;

  constructor(address: AdbAddress, dial: Dial) {
    this.#address = address;
    this.#dial = dial;
  }

  /** Opens one connection to the server that breaks when the signal fires; throws adb.server-down when none answers. */
  async open(signal: AbortSignal): Promise<ByteLink> {
    signal.throwIfAborted();
    const dialling = this.#dial(this.#address);
    let link: ByteLink;
    try {
      link = await unlessAborted(dialling, signal);
    } catch (error) {
      if (signal.aborted) {
        dialling.then(
          (late) => late.destroy(),
          () => undefined,
        );
        throw signal.reason;
      }
      throw this.#serverDown(error);
    }
    const stop = (): void => link.destroy(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    return link;
  }

  /** Asks the server one question (`host:…`) and returns its answer's text; at most 65,535 bytes. */
  async ask(service: string, limits: CallLimits): Promise<string> {
    const deadline = startAdbDeadline(service, limits);
    let link: ByteLink | null = null;
    try {
      link = await this.open(deadline.signal);
      await request(link, service);
      return Buffer.from(await readBlock(link)).toString('utf8');
    } catch (error) {
      throw this.explain(service, error, deadline.signal);
    } finally {
      link?.destroy();
      deadline.release();
    }
  }

  /** Opens a service on the phone with that transport id; throws what the server says is wrong with the phone, or device.refused. */
  async openOnPhone(transportId: string, service: string, signal: AbortSignal): Promise<ByteLink> {
    let link: ByteLink | null = null;
    try {
      link = await this.open(signal);
      await request(link, `host:transport-id:${transportId}`);
      await request(link, service);
      return link;
    } catch (error) {
      link?.destroy();
      if (signal.aborted) throw signal.reason;
      if (error instanceof WorkstationError) throw error;
      if (error instanceof ServerRefusal) throw await this.#explainClosed(transportId, service, error);
      throw await this.explainLoss(transportId, service, error);
    }
  }

  /** Finds out why a stream of that phone ended too early: the server is gone, the phone is gone or in another state, or the phone broke the protocol. */
  async explainLoss(transportId: string, service: string, cause: unknown): Promise<WorkstationError> {
    const what = service.slice(0, LONGEST_NAME);
    const gone = await this.#whyGone(transportId, what, cause);
    return gone ?? new WorkstationError('device.protocol', { what: `stream-ended ${what}` }, { cause });
  }

  /** The server says `closed` when the phone refuses a service, and also when the phone is lost while it is asked. */
  async #explainClosed(transportId: string, service: string, refusal: ServerRefusal): Promise<WorkstationError> {
    const refused = explainRefusal(service, refusal);
    if (refused.code !== 'device.refused') return refused;
    return (await this.#whyGone(transportId, service.slice(0, LONGEST_NAME), refusal)) ?? refused;
  }

  async #whyGone(transportId: string, what: string, cause: unknown): Promise<WorkstationError | null> {
    try {
      const state = await this.ask(`host-transport-id:${transportId}:get-state`, { withinMs: LOSS_CHECK_WITHIN_MS });
      return state === 'offline' ? new WorkstationError('device.offline', { what }, { cause }) : null;
    } catch (error) {
      if (error instanceof WorkstationError && error.code.startsWith('adb.')) return error;
      return new WorkstationError('device.unplugged', { what }, { cause });
    }
  }

  /** Turns what a host request met into what its caller must see. */
  explain(service: string, error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof WorkstationError) return error;
    if (error instanceof ServerRefusal) return explainRefusal(service, error);
    return this.#serverDown(error);
  }

  #serverDown(cause: unknown): WorkstationError {
    const { host, port } = this.#address;
    const facts = { address: `${host}:${port}`, reason: causeName(cause) };
    return new WorkstationError('adb.server-down', facts, { cause });
  }
}
