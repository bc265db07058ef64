import type { StepContext } from '../../../domain/adapter.ts';
import { known } from '../../../domain/device.ts';
import { WorkstationError } from '../../../domain/errors.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import { type AndroidBench, readOnly } from '../android-bench.ts';
import { loadOverwriter, type OverwriterBinary, overwriterAbiFor } from '../overwriter/binary.ts';
import type { Act } from '../steps/act.ts';
import { clearLeftovers } from '../steps/leftovers.ts';
import { figuresIn, parseFileSystem } from './figures.ts';
import { runHostStream } from './host-stream-run.ts';
import { OnPhoneRun } from './on-phone-run.ts';
import { canUseUrandom, runUrandom } from './urandom-run.ts';
import { judgeOverwrite, judgeSample } from './verify-overwrite.ts';

// Not executable, not found, or killed at once by a signal for an instruction or a system call that this phone lacks.
const NOT_RUNNABLE = /^exit (?:126|127|132|135|139|159)$/;

async function binaryFor(bench: AndroidBench, context: StepContext): Promise<OverwriterBinary | null> {
  const abi = overwriterAbiFor((known(context.latest.abis) ?? []).join(','));
  return abi ? loadOverwriter(bench.overwriterFolder, abi) : null;
}

async function overwrite(bench: AndroidBench, context: StepContext): Promise<readonly Evidence[]> {
  const binary = await binaryFor(bench, context);
  if (binary) {
    try {
      return await new OnPhoneRun(bench, context, binary).run();
    } catch (error) {
      const refusedToRun = error instanceof WorkstationError && NOT_RUNNABLE.test(String(error.facts.what ?? ''));
      if (!refusedToRun) throw error;
    }
  }
  return (await canUseUrandom(bench, context)) ? runUrandom(bench, context) : runHostStream(bench, context);
}

/** Overwrites the free space by the best way that the phone can run, and judges it by figures and by the host's samples. */
export const overwriteAct: Act = {
  async perform(_step, context, bench) {
    await clearLeftovers(bench, context);
    const { text } = await readOnly(bench, context, 'mount');
    const fileSystem = parseFileSystem(text);
    const evidence = await overwrite(bench, context);
    return evidence.map((one) => (one.kind === 'overwrite' ? withFileSystem(one, fileSystem) : one));
  },
  async verify(_step, context) {
    return [judgeOverwrite(context), judgeSample(context)];
  },
};

function withFileSystem(evidence: Evidence, fileSystem: string): Evidence {
  const figures = figuresIn(evidence);
  return figures ? { ...evidence, data: { ...evidence.data, figures: { ...figures, fileSystem } } } : evidence;
}
