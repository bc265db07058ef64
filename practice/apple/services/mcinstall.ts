import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import type { PlistChannel } from '../wire/plist-channel.ts';
import { type PlistDict, textIn } from '../wire/property-list.ts';

const IDLE_MS = 30_000;
const FORMAT_ERROR: PlistDict = {
  Status: 'CommandFormatError',
  ErrorChain: [
    {
      ErrorCode: 4000,
      ErrorDomain: 'MCInstallationErrorDomain',
      LocalizedDescription: 'The request is not understood.',
    },
  ],
};

/** Speaks the service that profiles are installed by, and that erases (source: ios.md 1.1). */
export async function serveMcInstall(phone: VirtualIphone, channel: PlistChannel): Promise<void> {
  for (;;) {
    const request = await channel.read(IDLE_MS);
    if (request === null) return channel.destroy();
    const name = textIn(request, 'RequestType') ?? '';
    if (name === 'EraseDevice' && canErase(phone)) return eraseDevice(phone, channel, request);
    await channel.send(answerTo(phone, name));
  }
}

function canErase({ model, quirks }: VirtualIphone): boolean {
  return model.knowsErase && quirks.answersErase !== 'format-error';
}

async function eraseDevice(phone: VirtualIphone, channel: PlistChannel, request: PlistDict): Promise<void> {
  // The public clients keep the data plan unless they are told otherwise; one of them sends a number.
  const asked = request.PreserveDataPlan;
  const keepsEsim = asked !== false && asked !== 0;
  const erased = phone.erase('mcinstall', keepsEsim);
  if (phone.quirks.answersErase === 'end-of-file') channel.end();
  else await channel.send({ Status: 'Acknowledged' });
  await erased;
}

function answerTo({ state }: VirtualIphone, name: string): PlistDict {
  if (name === 'Flush' || name === 'HelloHostIdentifier') return { Status: 'Acknowledged' };
  if (name === 'GetCloudConfiguration') return { Status: 'Acknowledged', CloudConfiguration: cloudOf(state.managed) };
  if (name === 'GetProfileList') return { Status: 'Acknowledged', ...profilesOf(state.managed) };
  return FORMAT_ERROR;
}

function cloudOf(isManaged: boolean): PlistDict {
  if (!isManaged) return { AllowPairing: true, IsSupervised: false, ConfigurationSource: 0 };
  return {
    AllowPairing: true,
    IsSupervised: true,
    IsMandatory: true,
    IsMDMUnremovable: true,
    OrganizationName: '株式会社 練習商事',
    ConfigurationWasApplied: true,
    CloudConfigurationUIComplete: true,
    ConfigurationSource: 1,
  };
}

function profilesOf(isManaged: boolean): PlistDict {
  if (!isManaged) return { OrderedIdentifiers: [], ProfileManifest: {}, ProfileMetadata: {} };
  const identifier = 'com.example.practice.mdm';
  return {
    OrderedIdentifiers: [identifier],
    ProfileManifest: { [identifier]: { Description: 'MDM', IsActive: true } },
    ProfileMetadata: {
      [identifier]: {
        PayloadDisplayName: 'MDM',
        PayloadOrganization: '株式会社 練習商事',
        PayloadRemovalDisallowed: true,
        PayloadUUID: '00000000-0000-4000-8000-000000000001',
        PayloadVersion: 1,
      },
    },
  };
}
