import { OneSearch } from '../../devices/one-search.ts';
import type { Workplaces } from '../../workplace/workplaces.ts';
import type { Handlers } from '../serve.ts';

/** Answers why phones or readers are not seen, also while the bench is closed. */
export function causeCalls(places: Workplaces): Pick<Handlers, 'look-for-causes'> {
  const search = new OneSearch();
  return {
    'look-for-causes': () => {
      const place = places.current;
      const open = place.openBench();
      const { folder: dataFolder, practice } = place.records;
      const { board = null } = open ?? {};
      return search.find({ board, adbServer: place.adbServer, dataFolder, practice });
    },
  };
}
