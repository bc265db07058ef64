import type { Settings } from '../../../domain/settings.ts';

/** What a section of the settings is drawn from. */
export interface SectionProps {
  readonly settings: Settings;
}
