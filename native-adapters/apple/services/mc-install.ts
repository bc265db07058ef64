import { WorkstationError } from '../../../domain/errors.ts';
import type { CallLimits } from '../../links/deadline.ts';
import type { PlistChannel } from '../lockdownd/plist-channel.ts';
import { arrayOf, dictOf, flagOf, type PlistDict, wholeOf } from '../plist/plist-value.ts';
import { ACKNOWLEDGED, type McRefusal, readRefusal, shown } from './mc-refusal.ts';

const USUAL_LIMITS: CallLimits = { withinMs: 15_000 };

/** An answer of MCInstall: what was asked, or why not. */
export type McAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: McRefusal };

/** Who else manages a phone; null = the phone does not say. */
export interface CloudConfiguration {
  readonly isSupervised: boolean | null;
  readonly organisation: string | null;
  readonly isMandatory: boolean | null;
  readonly isMdmUnremovable: boolean | null;
  readonly source: number | null;
  readonly wasApplied: boolean | null;
}

/** The configuration profiles of a phone. */
export interface Profiles {
  readonly count: number;
  /** True when a profile calls itself one of MDM, false when there is no profile; null when there are others, because the list does not say what they contain. */
  readonly hasMdm: boolean | null;
}

/** The questions that we ask com.apple.mobile.MCInstall (pymobiledevice3 services/mobile_config.py, go-ios ios/mcinstall); nothing here changes the phone. */
export class McInstall {
  readonly #channel: PlistChannel;

  /** Speaks over an open channel to the service; the channel stays the caller's. */
  constructor(channel: PlistChannel) {
    this.#channel = channel;
  }

  /** Lets the phone finish what it still has to write about profiles. */
  async flush(limits: CallLimits = USUAL_LIMITS): Promise<McAnswer<null>> {
    return this.#ask('Flush', limits, () => null);
  }

  /** Asks whether an organisation supervises the phone; a phone of nobody answers with nothing in it. */
  async cloudConfiguration(limits: CallLimits = USUAL_LIMITS): Promise<McAnswer<CloudConfiguration>> {
    return this.#ask('GetCloudConfiguration', limits, (reply) => {
      const said = dictOf(reply['CloudConfiguration']) ?? {};
      return {
        isSupervised: flagOf(said['IsSupervised']),
        organisation: shown(said['OrganizationName']),
        isMandatory: flagOf(said['IsMandatory']),
        isMdmUnremovable: flagOf(said['IsMDMUnremovable']),
        source: wholeOf(said['ConfigurationSource']),
        wasApplied: flagOf(said['ConfigurationWasApplied']),
      };
    });
  }

  /** Counts the configuration profiles. */
  async profiles(limits: CallLimits = USUAL_LIMITS): Promise<McAnswer<Profiles>> {
    return this.#ask('GetProfileList', limits, (reply) => {
      const identifiers = arrayOf(reply['OrderedIdentifiers']);
      if (identifiers === null) throw new WorkstationError('device.protocol', { what: 'MCInstall GetProfileList' });
      const count = identifiers.length;
      return { count, hasMdm: count === 0 ? false : callsItselfMdm(reply, identifiers) || null };
    });
  }

  async #ask<T>(request: string, limits: CallLimits, read: (reply: PlistDict) => T): Promise<McAnswer<T>> {
    const reply = await this.#channel.request(`MCInstall ${request}`, { RequestType: request }, limits);
    const refusal = readRefusal(reply);
    return refusal.status === ACKNOWLEDGED ? { ok: true, value: read(reply) } : { ok: false, refusal };
  }
}

/** The list names profiles and describes them, but does not say what is in them: MDM is seen where a profile says so itself. */
function callsItselfMdm(reply: PlistDict, identifiers: readonly unknown[]): boolean {
  const isMdm = (text: unknown): boolean => typeof text === 'string' && /\bmdm\b|device management/i.test(text);
  const described = [dictOf(reply['ProfileMetadata']), dictOf(reply['ProfileManifest'])]
    .flatMap((profiles) => Object.values(profiles ?? {}))
    .flatMap((profile) => Object.values(dictOf(profile) ?? {}));
  return [...identifiers, ...described].some(isMdm);
}
