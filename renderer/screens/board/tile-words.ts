import { modelWords } from '../../../domain/apple-model.ts';
import type { Blocker } from '../../../domain/erasure.ts';
import { isEnded } from '../../../domain/job.ts';
import { causeOfMode, causeWords } from '../../../domain/not-detected.ts';
import type { Language } from '../../../domain/text.ts';
import { isErased, isGreen, type JobView, type PhoneView, type PortView } from '../../../domain/window-state.ts';
import { accessBlocker, lookOfSale, TRUST_ERRORS, worstBlock } from '../../parts/state-look.ts';
import type { Texts } from '../../use-text.ts';

/** What a tile says below its state: what is so, and what a person can do about it. */
export interface TileWords {
  readonly what: string | null;
  readonly next: string | null;
  /** Whether `what` asks somebody to act or says that something went wrong. */
  readonly weight: 'plain' | 'person' | 'bad';
}

const plain = (what: string | null, next: string | null = null): TileWords => ({ what, next, weight: 'plain' });
const person = (what: string, next: string | null = null): TileWords => ({ what, next, weight: 'person' });
const bad = (what: string, next: string | null = null): TileWords => ({ what, next, weight: 'bad' });

/** What of the chip stands in the way of a sale, beside that the storage passed. */
function wordsOfChip({ chip }: JobView, texts: Texts): TileWords {
  const passed = texts.say('chip.storage-passed');
  if (chip.sale === 'overridden') return person(texts.say('chip.sale.overridden'), passed);
  const what = texts.say(`chip.block.${worstBlock(chip) ?? 'record-odd'}`);
  return lookOfSale(chip).tone === 'bad' ? bad(what, passed) : person(what, passed);
}

function wordsOfEnd(job: JobView, texts: Texts): TileWords {
  const notErased = texts.say('board.tile.not-erased');
  if (isGreen(job)) {
    const { grade, kind } = job.verdict ?? {};
    const facts = { grade: grade ?? '-', kind: kind ? texts.say(`verdict.kind.${kind}`) : '-' };
    return plain(texts.say('board.tile.passed', facts));
  }
  if (isErased(job)) return wordsOfChip(job, texts);
  if (job.state === 'passed') return bad(texts.say('board.tile.unclear'));
  // A cancelled job's reason says the same as its state.
  if (job.state === 'cancelled' || !job.reason) return plain(notErased);
  return bad(texts.sayError(job.reason).title, notErased);
}

/** Words that stand inside a sentence elsewhere begin one here. */
function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function stepOf(job: JobView, texts: Texts): string | null {
  const { step, progress } = job;
  if (progress) return sentence(texts.say(`stage.${progress.stage}`));
  return step ? texts.sayByName(`act.${step.act}`) : null;
}

function wordsOfJob({ mode }: PortView, job: JobView, texts: Texts): TileWords {
  if (isEnded(job.state)) return wordsOfEnd(job, texts);
  if (job.state === 'awaiting-review') return person(texts.say('board.tile.review'));
  if (job.question) return person(texts.sayByName(`instruction.${job.question.instruction}`));
  // The phone may be away while somebody has to look at it: that comes first.
  if (job.progress?.stage === 'waiting-attention') return person(texts.say('stage.waiting-attention'));
  return plain(mode === null ? texts.say('board.tile.away') : stepOf(job, texts));
}

function wordsOfPhone({ plans }: PhoneView, texts: Texts): TileWords {
  const blockers = plans.flatMap((plan) => plan.blockers);
  // Before a phone lets itself be read, what it can be erased by is not known either.
  const access = accessBlocker(plans);
  if (access) return wordsOfBlocker(access, blockers, texts);
  if (plans.every(({ rung }) => rung === null || rung === 'cannot-erase'))
    return bad(texts.say('board.tile.no-method'));
  const worst = blockers.find(({ severity }) => severity === 'stop') ?? blockers[0];
  return worst ? wordsOfBlocker(worst, blockers, texts) : plain(texts.say('board.tile.ready'));
}

function wordsOfBlocker({ id, severity }: Blocker, all: readonly Blocker[], texts: Texts): TileWords {
  const title = texts.say(`blocker.${id}.title`);
  const others = new Set(all.map((one) => one.id)).size - 1;
  const what = others > 0 ? `${title} (+${others})` : title;
  return severity === 'stop' ? person(what, texts.say(`blocker.${id}.fix`)) : plain(what);
}

/** The words of a tile; what somebody must know comes first. */
export function tileWords(port: PortView, texts: Texts): TileWords {
  const { mode, phone, unreadable, job } = port;
  if (job) return wordsOfJob(port, job, texts);
  if (mode === null) return plain(texts.say('board.tile.empty'));
  if (phone === 'reading') return plain(texts.say('board.tile.reading'));
  if (phone) return wordsOfPhone(phone, texts);
  if (unreadable) {
    const { title, action } = texts.sayError(unreadable);
    return TRUST_ERRORS.has(unreadable.code) ? person(title, action) : bad(title, action);
  }
  const cause = causeOfMode(mode);
  if (!cause) return plain(texts.say('board.tile.reading'));
  const { title, steps } = causeWords(texts.language, cause);
  return person(title, steps[0] ?? null);
}

/** What a person calls a Port: its name, or else its id, where the bus needs no saying. */
export function nameOf({ name, port }: Pick<PortView, 'name' | 'port'>): string {
  return name ?? port.replace(/^usb:/, '');
}

/** What is on a Port, in short. */
export interface PhoneShort {
  readonly maker: string | null;
  readonly model: string | null;
  /** The last four signs of the numbers by which it is known, the strongest first. */
  readonly tails: readonly { readonly kind: 'IMEI' | 'S/N'; readonly end: string }[];
}

/** Maker, model and the ends of the numbers of what is on a Port, or of what its job is about. */
export function phoneOf({ phone, job, serial }: PortView, language: Language): PhoneShort {
  const read = phone !== null && phone !== 'reading' ? phone : null;
  const capacityBytes = job?.capacityBytes ?? read?.apple?.capacityBytes ?? null;
  const { maker, model } = job ?? read ?? { maker: null, model: null };
  const imei = job ? job.imei : (read?.imeis[0] ?? null);
  const number = job ? job.serial : (read?.serial ?? serial);
  const numbers = [
    { kind: 'IMEI', number: imei },
    { kind: 'S/N', number },
  ] as const;
  const tails = numbers.flatMap(({ kind, number: whole }) => (whole ? [{ kind, end: whole.slice(-4) }] : []));
  return { maker, model: modelWords(language, { maker, model, capacityBytes }), tails };
}
