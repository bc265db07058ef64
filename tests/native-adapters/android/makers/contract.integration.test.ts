import { MODELS } from '../../../../practice/models/index.ts';
import { adapterContract } from '../../../adapter-contract.ts';
import { PhoneBench } from '../phone-bench.ts';

const MODEL_NAMES = MODELS.map(({ name }) => name);

adapterContract('android-generic', MODEL_NAMES, async () => {
  const bench = await PhoneBench.start(...MODEL_NAMES.map((model) => ({ model })));
  return {
    adapter: bench.adapter,
    phones: MODEL_NAMES.map((model, slot) => ({
      model,
      storage: `${bench.phone(slot).storage.root}/data`,
      attachment: () => bench.board.at(bench.port(slot)) ?? fail(model),
    })),
    stop: () => bench.stop(),
  };
});

function fail(model: string): never {
  throw new Error(`${model} is not there`);
}
