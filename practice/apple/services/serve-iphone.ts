import type { ServeIphone } from '../phone/virtual-iphone.ts';
import { serveDiagnostics } from './diagnostics.ts';
import { serveLockdown } from './lockdown.ts';
import { serveMcInstall } from './mcinstall.ts';

/** Serves a connection by the name of the service that was started for it; the empty name is lockdownd itself. */
export const serveIphone: ServeIphone = async (service, phone, channel) => {
  if (service === '') await serveLockdown(phone, channel);
  else if (service === 'com.apple.mobile.MCInstall') await serveMcInstall(phone, channel);
  else if (service === 'com.apple.mobile.diagnostics_relay') await serveDiagnostics(phone, channel);
  else channel.destroy();
};
