import { type Bench, openBench } from '../../native-adapters/index.ts';
import { openAppleModels } from '../devices/apple-models.ts';
import { forkLauncher } from '../fork-launcher.ts';
import { OVERWRITER_FOLDER } from '../program.ts';

/** Where a command that only looks finds its phones, and its shop's table of models. */
export interface BenchHere {
  readonly adbServer: { readonly host: string; readonly port: number } | null;
  readonly dataFolder: string;
}

/** Opens the bench of this computer for a command that only looks; throws what `openBench` throws. */
export function openBenchHere({ adbServer, dataFolder }: BenchHere): Promise<Bench> {
  const models = openAppleModels(dataFolder);
  return openBench({
    adbServer,
    usbmuxd: 'system',
    findAppleModel: (numbers) => models.find(numbers),
    overwriterFolder: OVERWRITER_FOLDER,
    usb: 'watched',
    launch: forkLauncher,
  });
}
