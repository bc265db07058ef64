import type { HouseRules } from '../jobs/job-desk.ts';
import type { SettingsBook } from './settings-book.ts';

/** What the shop has decided, as it stands whenever it is asked for. */
export function houseRules(settings: SettingsBook): HouseRules {
  return {
    get secondPerson() {
      return settings.now.secondPerson;
    },
    get shop() {
      return settings.now.shop;
    },
  };
}
