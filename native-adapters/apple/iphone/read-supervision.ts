import { absent, notReadable, type Reading, value } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { KeptNvram } from '../lockdownd/allowed-values.ts';
import { readNvram } from '../services/diagnostics.ts';
import { McInstall } from '../services/mc-install.ts';
import { openService, type TrustedPhone } from '../services/service-channel.ts';

/** Who else has a say over a phone. */
export interface SupervisionFacts {
  readonly supervised: Reading<boolean>;
  readonly organisation: Reading<string>;
  readonly mdm: Reading<boolean>;
}

const CLOUD = 'MCInstall GetCloudConfiguration';
const PROFILES = 'MCInstall GetProfileList';
const NVRAM = 'diagnostics_relay IORegistry options';

/** Reads who manages a phone; a service that does not open leaves everything unread, never denied. */
export async function readSupervision(phone: TrustedPhone): Promise<SupervisionFacts> {
  const opened = await openService(phone, 'com.apple.mobile.MCInstall');
  if (!opened.ok) return unread(opened.error);
  try {
    const service = new McInstall(opened.channel);
    const cloud = await service.cloudConfiguration();
    const profiles = await service.profiles();
    const said = cloud.ok ? cloud.value : null;
    const supervised = said?.isSupervised ?? (said ? false : null);
    const hasMdm = profiles.ok ? profiles.value.hasMdm : null;
    return {
      supervised: supervised === null ? notReadable(CLOUD, 'refused') : value(supervised, CLOUD),
      organisation: said?.organisation ? value(said.organisation, CLOUD) : absent(CLOUD),
      mdm: hasMdm === null ? notReadable(PROFILES, 'the list does not say') : value(hasMdm, PROFILES),
    };
  } catch (error) {
    if (error instanceof WorkstationError && error.code === 'device.protocol') return unread('odd answer');
    throw error;
  } finally {
    opened.channel.destroy();
  }
}

function unread(why: string): SupervisionFacts {
  const reading = notReadable(CLOUD, why);
  return { supervised: reading, organisation: reading, mdm: reading };
}

/** Reads NVRAM over the diagnostics relay, for phones that withhold it from lockdownd. */
export async function readNvramByDiagnostics(phone: TrustedPhone): Promise<Reading<KeptNvram>> {
  const opened = await openService(phone, 'com.apple.mobile.diagnostics_relay');
  if (!opened.ok) return notReadable(NVRAM, opened.error);
  try {
    const answer = await readNvram(opened.channel);
    return answer.ok ? value(answer.value, NVRAM) : notReadable(NVRAM, answer.status);
  } finally {
    opened.channel.destroy();
  }
}
