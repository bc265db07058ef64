import type { PortView } from '../../../domain/window-state.ts';
import type { Shop } from './shop.ts';
import type { WindowPage } from './window-page.ts';

const waits = ({ job }: PortView): boolean => job?.state === 'awaiting-operator' && job.question !== null;
const isAtWork = ({ job }: PortView): boolean =>
  job !== null && ['ready', 'performing', 'verifying', 'awaiting-operator'].includes(job.state);

/** Does at each phone what the window asks for, and answers there what was seen, until none of these phones is worked on any more or all that are have gone away. */
export async function answerQuestions(shop: Shop, window: WindowPage, ports: readonly string[]): Promise<void> {
  const mine = (port: PortView): boolean => ports.includes(port.port);
  for (;;) {
    const seen = (await shop.state()).ports.filter(mine);
    const asking = seen.find(waits);
    if (asking) await answer(shop, window, asking);
    else if (seen.every((port) => !isAtWork(port) || port.mode === null)) return;
    else await shop.page.waitForTimeout(100);
  }
}

async function answer(shop: Shop, window: WindowPage, { port, job }: PortView): Promise<void> {
  const question = job?.question;
  if (!question) return;
  const { saw } = await shop.rack.person.follow(port, question.instruction);
  const panel = await window.open(shop.nameOf(port));
  await window.answer(panel, question.instruction, saw);
  await shop.until(port, (now) => now.job?.question?.id !== question.id);
  await window.close(panel);
}
