import type { VirtualIphone } from '../phone/virtual-iphone.ts';
import type { PlistChannel } from '../wire/plist-channel.ts';
import { type PlistDict, textIn } from '../wire/property-list.ts';
import { nvramOf } from './lockdown-values.ts';

const IDLE_MS = 30_000;

/** Speaks the service that reads the registry of devices, where the NVRAM's variables lie under `options` (source: ios.md 3.3). */
export async function serveDiagnostics(phone: VirtualIphone, channel: PlistChannel): Promise<void> {
  for (;;) {
    const request = await channel.read(IDLE_MS);
    if (request === null) return channel.destroy();
    const name = textIn(request, 'Request') ?? '';
    if (name === 'Goodbye') {
      await channel.send({ Status: 'Success' });
      return channel.end();
    }
    await channel.send(name === 'IORegistry' ? registry(phone, request) : { Status: 'UnknownRequest' });
  }
}

function registry(phone: VirtualIphone, request: PlistDict): PlistDict {
  const isOptions = textIn(request, 'EntryName') === 'options';
  if (!isOptions || phone.condition.nvram === 'nobody') return { Status: 'Failure' };
  return { Status: 'Success', Diagnostics: { IORegistry: nvramOf(phone) } };
}
