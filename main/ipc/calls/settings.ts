import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';
import { actorNow } from './people.ts';

type SettingsCall = 'get-state' | 'change-settings' | 'change-comfort';

/** Answers the calls about what is shown and how. */
export function settingsCalls(places: Workplaces): Pick<Handlers, SettingsCall> {
  const change: Handlers['change-settings'] = (wanted) => {
    const place = places.current;
    place.change(wanted, actorNow(place));
    return null;
  };
  return { 'get-state': () => places.state(), 'change-settings': change, 'change-comfort': change };
}
