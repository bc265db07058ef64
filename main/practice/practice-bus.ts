import type { UsbBus } from '../../native-adapters/index.ts';
import type { PracticeRack } from '../../practice/index.ts';

/** The USB bus of a practice rack in place of this computer's own, which no practice looks at. */
export function practiceBus({ usb }: Pick<PracticeRack, 'usb'>): UsbBus {
  return {
    async *watch(signal) {
      let hasNews = true;
      let wake: () => void = () => undefined;
      const hear = (): void => {
        hasNews = true;
        wake();
      };
      const stop = usb.onChange(hear);
      signal.addEventListener('abort', hear, { once: true });
      try {
        while (!signal.aborted) {
          if (hasNews) {
            hasNews = false;
            yield { up: true, devices: usb.devices().map((device) => ({ ...device })) };
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        stop();
        signal.removeEventListener('abort', hear);
      }
    },
  };
}
