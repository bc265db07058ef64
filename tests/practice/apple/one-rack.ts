import { type IphoneRack, layIphones } from '../../../practice/apple/iphone-rack.ts';
import { assignFaults } from '../../../practice/faults/assign-faults.ts';
import { SeededRandom } from '../../../practice/random.ts';
import { TestComputer } from './test-computer.ts';

/** iPhones that are plugged in, and a computer that speaks to them. */
export interface OneRack {
  readonly rack: IphoneRack;
  readonly computer: TestComputer;
  readonly udids: readonly string[];
}

/** Plugs iPhones in, gives each named fault to one of them, and takes them away when the work is done. */
export async function withIphones(
  wishes: Omit<Parameters<typeof layIphones>[0], 'iphones'> & {
    iphones?: number;
    faults?: readonly string[];
    seed?: string;
  },
  work: (one: OneRack) => Promise<void>,
): Promise<void> {
  const random = new SeededRandom(wishes.seed ?? 'one');
  const rack = await layIphones({ iphones: 1, ...wishes }, random);
  const { onIphones } = assignFaults(wishes.faults ?? [], { androids: [], iphones: rack.phones }, random);
  for (const [phone, fault] of onIphones)
    fault.install({ phone, random: random.branch(fault.name), restartMux: () => rack.usbmuxd.restart() });
  await rack.usbmuxd.start();
  try {
    const computer = await TestComputer.at(rack.usbmuxd.port);
    await work({ rack, computer, udids: rack.phones.map(({ state }) => state.identity.udid) });
  } finally {
    await rack.stop();
  }
}

/** Waits until something is so; false after that long. */
export async function until(fits: () => boolean | Promise<boolean>, withinMs = 8000): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await fits()) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return false;
}
