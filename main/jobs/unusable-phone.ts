import { WorkstationError } from '../../domain/errors.ts';
import type { PhoneMode } from '../../domain/port.ts';

/** Why a phone in this mode cannot be read. */
export function unusable(mode: PhoneMode): WorkstationError {
  switch (mode) {
    case 'unauthorized':
      return new WorkstationError('device.unauthorized');
    case 'offline':
    case 'connecting':
    case 'waiting-for-adb':
      return new WorkstationError('device.offline');
    case 'waiting-for-usbmuxd':
      return new WorkstationError('device.iphone-unseen');
    case 'debugging-off':
      return new WorkstationError('device.debugging-off');
    case 'no-permissions':
      return new WorkstationError('device.no-permissions');
    default:
      return new WorkstationError('device.wrong-state', { saw: mode });
  }
}
