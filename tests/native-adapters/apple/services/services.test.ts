import { afterEach, describe, expect, test } from 'vitest';
import { WorkstationError } from '../../../../domain/errors.ts';
import type { ServiceName } from '../../../../native-adapters/apple/lockdownd/lockdown.ts';
import type { PlistChannel } from '../../../../native-adapters/apple/lockdownd/plist-channel.ts';
import { eraseDevice } from '../../../../native-adapters/apple/services/destructive.ts';
import { readNvram } from '../../../../native-adapters/apple/services/diagnostics.ts';
import { McInstall } from '../../../../native-adapters/apple/services/mc-install.ts';
import { openService } from '../../../../native-adapters/apple/services/service-channel.ts';
import type { FakePhone, Said } from '../fake-lockdown.ts';
import { PhoneBench } from '../phone-bench.ts';

const bench = new PhoneBench();
const soon = { withinMs: 300 };
const MC: ServiceName = 'com.apple.mobile.MCInstall';

/** An open channel, over TLS, to a service that says this to everything. */
async function service(said: Said, name = MC): Promise<{ phone: FakePhone; channel: PlistChannel }> {
  const isService = (request: { readonly [key: string]: unknown }): boolean =>
    'RequestType' in request || request['Request'] === 'IORegistry';
  const { phone, usbmuxd } = await bench.phone({ says: (request) => (isService(request) ? said : undefined) });
  const opening = await openService({ usbmuxd, deviceId: 7, record: await bench.pair(usbmuxd) }, name);
  if (!opening.ok) throw new Error(opening.error);
  return { phone, channel: opening.channel };
}

const refused = {
  Status: 'CommandFormatError',
  UnlockToken: Buffer.from('token-token'),
  ErrorChain: [
    {
      ErrorCode: 4_001,
      ErrorDomain: 'MCInstallationErrorDomain',
      LocalizedDescription: 'No\nsuch',
      Raw: 'token-token',
    },
    'junk',
  ],
};
const kept = {
  status: 'CommandFormatError',
  chain: [
    { domain: 'MCInstallationErrorDomain', code: 4_001, text: 'No such' },
    { domain: null, code: null, text: null },
  ],
};

afterEach(() => bench.close());

describe('openService', () => {
  test("says which step was refused, by the phone's own word", async () => {
    const first = await bench.phone();
    const stranger = await bench.pair((await bench.phone()).usbmuxd);
    await bench.pair(first.usbmuxd);
    expect(await openService({ usbmuxd: first.usbmuxd, deviceId: 7, record: stranger }, MC)).toEqual({
      ok: false,
      at: 'StartSession',
      error: 'InvalidHostID',
    });
    const second = await bench.phone({
      says: (request) =>
        request['Request'] === 'StartService' ? { Request: 'StartService', Error: 'PasswordProtected' } : undefined,
    });
    const record = await bench.pair(second.usbmuxd);
    expect(await openService({ usbmuxd: second.usbmuxd, deviceId: 7, record }, MC)).toEqual({
      ok: false,
      at: 'StartService',
      error: 'PasswordProtected',
    });
  });

  /** How a service opens on a phone that answers one step by this error, as often as told, and how often it was asked. */
  async function openedOn(step: 'StartSession' | 'StartService', error: string, times: number) {
    let left = times;
    const { phone, usbmuxd } = await bench.phone({
      says: ({ Request: asked }) => {
        if (asked !== step || left === 0) return undefined;
        left -= 1;
        return { Request: step, Error: error };
      },
    });
    const opened = await openService({ usbmuxd, deviceId: 7, record: await bench.pair(usbmuxd) }, MC);
    return [opened.ok || opened.error, phone.heard.filter(({ Request: asked }) => asked === step).length];
  }

  const over = ['SessionInactive', 'InvalidSessionID', 'InvalidConnection'].flatMap((error) =>
    (['StartSession', 'StartService'] as const).map((step) => [step, error] as const),
  );
  test.each(over)(
    '%s answered by %s: is asked once more on a new connection, and not for ever',
    async (step, error) => {
      expect(await openedOn(step, error, 1)).toEqual([true, 2]);
      expect(await openedOn(step, error, Number.POSITIVE_INFINITY)).toEqual([error, 2]);
    },
  );

  test.each(['ServiceProhibited', 'InvalidService', 'ServiceLimit'])('%s is an answer', async (error) => {
    expect(await openedOn('StartService', error, 1)).toEqual([error, 1]);
  });
});

describe('McInstall', () => {
  test('reads who manages the phone', async () => {
    const said = {
      Status: 'Acknowledged',
      CloudConfiguration: {
        IsSupervised: true,
        OrganizationName: 'A\u0007 Ltd',
        IsMDMUnremovable: 1,
        ConfigurationSource: 2,
        SupervisorHostCertificates: [Buffer.from('x')],
      },
    };
    const { phone, channel } = await service({
      ...said,
      CloudConfiguration: { ...said.CloudConfiguration, OrganizationName: 'A Ltd' },
    });
    const mc = new McInstall(channel);
    expect(await mc.flush()).toEqual({ ok: true, value: null });
    expect(await mc.cloudConfiguration()).toEqual({
      ok: true,
      value: {
        isSupervised: true,
        organisation: 'A Ltd',
        isMandatory: null,
        isMdmUnremovable: null,
        source: 2,
        wasApplied: null,
      },
    });
    expect(phone.heard.slice(-2)).toEqual([{ RequestType: 'Flush' }, { RequestType: 'GetCloudConfiguration' }]);
    channel.destroy();
  });

  test.each([
    ['none', { OrderedIdentifiers: [] }, { count: 0, hasMdm: false }],
    ['a plain one', { OrderedIdentifiers: ['com.example.wifi'] }, { count: 1, hasMdm: null }],
    [
      'one that says so',
      { OrderedIdentifiers: ['a'], ProfileMetadata: { a: { PayloadDisplayName: 'MDM Profile' } } },
      { count: 1, hasMdm: true },
    ],
  ])('counts profiles: %s', async (_name, list, value) => {
    const { channel } = await service({ Status: 'Acknowledged', ...list });
    expect(await new McInstall(channel).profiles()).toEqual({ ok: true, value });
    channel.destroy();
  });

  test('keeps of a refusal its words alone', async () => {
    const { channel } = await service(refused);
    const answer = await new McInstall(channel).cloudConfiguration();
    expect(answer).toEqual({ ok: false, refusal: kept });
    expect(JSON.stringify(answer)).not.toContain('token');
    channel.destroy();
  });
});

describe('eraseDevice', () => {
  test('always says that the eSIM goes, as a boolean', async () => {
    const { phone, channel } = await service({ Status: 'Acknowledged' });
    expect(await eraseDevice(channel, { preserveDataPlan: false }, soon)).toEqual({ is: 'acknowledged' });
    expect(phone.heard.at(-1)).toEqual({ RequestType: 'EraseDevice', PreserveDataPlan: false });
    await eraseDevice(channel, { preserveDataPlan: false, disallowProximitySetup: true }, soon);
    expect(phone.heard.at(-1)).toEqual({
      RequestType: 'EraseDevice',
      PreserveDataPlan: false,
      DisallowProximitySetup: true,
    });
    await eraseDevice(channel, { preserveDataPlan: false, disallowProximitySetup: null }, soon);
    expect(phone.heard.at(-1)).toEqual({ RequestType: 'EraseDevice', PreserveDataPlan: false });
    channel.destroy();
  });

  test.each<[string, Said, object]>([
    ['hangs up', 'hang-up', { is: 'closed' }],
    ['is silent', 'silence', { is: 'silent' }],
    ['refuses', refused, { is: 'refused', ...kept }],
    ['says nothing that has a status', { Result: 1 }, { is: 'unreadable' }],
    ['says no list', Uint8Array.of(0, 0, 0, 2, 65, 65), { is: 'unreadable' }],
  ])('a phone that %s', async (_name, said, outcome) => {
    const { channel } = await service(said);
    expect(await eraseDevice(channel, { preserveDataPlan: false }, soon)).toEqual(outcome);
    channel.destroy();
  });

  test("the caller's reason to stop comes back as it is", async () => {
    const { channel } = await service('silence');
    const stop = new AbortController();
    const reason = new WorkstationError('job.cancelled');
    const erasing = eraseDevice(channel, { preserveDataPlan: false }, { ...soon, signal: stop.signal });
    stop.abort(reason);
    await expect(erasing).rejects.toBe(reason);
  });
});

describe('readNvram', () => {
  test('keeps what we judge by', async () => {
    const IORegistry = { 'fm-activation-locked': Buffer.from('YES'), 'fm-spkeys': Buffer.from('secret') };
    const { phone, channel } = await service(
      { Status: 'Success', Diagnostics: { IORegistry } },
      'com.apple.mobile.diagnostics_relay',
    );
    expect(await readNvram(channel)).toEqual({ ok: true, value: { 'fm-activation-locked': 'YES' } });
    expect(phone.heard.at(-1)).toEqual({ Request: 'IORegistry', EntryName: 'options' });
    channel.destroy();
  });

  test.each<[string, Said, object]>([
    ['withholds it', { Status: 'UnknownRequest' }, { ok: false, status: 'UnknownRequest' }],
    ['has none', { Status: 'Success', Diagnostics: {} }, { ok: false, status: 'NoRegistry' }],
  ])('a phone that %s', async (_name, said, answer) => {
    const { channel } = await service(said, 'com.apple.mobile.diagnostics_relay');
    expect(await readNvram(channel)).toEqual(answer);
    channel.destroy();
  });
});
