import type { ReadingView } from '../../../domain/chip-view.ts';
import type { Texts } from '../../use-text.ts';

/** The phone as the chip's own container names it, model and carrier; null where it named neither. */
export function containerWords({ say }: Pick<Texts, 'say'>, container: ReadingView['container']): string | null {
  const { model = '', carrier = '' } = container ?? {};
  if (carrier === '') return model === '' ? null : model;
  return model === ''
    ? say('readers.container.carrier', { carrier })
    : say('readers.container.both', { model, carrier });
}
