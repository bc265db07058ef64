import './settings.css';
import type { ReactNode } from 'react';
import { useShelf } from '../../desk.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useText } from '../../use-text.ts';
import { AboutSection } from './about-section.tsx';
import { ComfortSection } from './comfort-section.tsx';
import { PapersSection } from './papers-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { PortsSection } from './ports-section.tsx';
import { PracticeSection } from './practice-section.tsx';
import { SecondPersonSection } from './second-person-section.tsx';
import { ShopSection } from './shop-section.tsx';

/** Everything that a workstation is set to; what a person may not change can be read all the same. */
export function Settings(): ReactNode {
  const { say } = useText();
  const settings = useShelf(({ state }) => state?.settings ?? null);
  if (!settings) return null;
  const contents = {
    comfort: <ComfortSection settings={settings} />,
    shop: <ShopSection key={JSON.stringify(settings.shop)} settings={settings} />,
    'second-person': <SecondPersonSection settings={settings} />,
    people: <PeopleSection />,
    ports: <PortsSection key={JSON.stringify(settings.ports)} settings={settings} />,
    papers: <PapersSection settings={settings} />,
    practice: <PracticeSection />,
    about: <AboutSection />,
  } as const;
  const ids = Object.keys(contents) as (keyof typeof contents)[];
  return (
    <div className="settings">
      <ScreenTitle />
      <Tabs
        label={say('settings.sections')}
        views={ids.map((id) => ({ id, title: say(`settings.section.${id}`), content: contents[id] }))}
      />
    </div>
  );
}
