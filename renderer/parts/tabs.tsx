import './tabs.css';
import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import { Mark } from './mark.tsx';
import type { MarkName } from './mark-shapes.ts';

/** One of several views of the same thing. */
export interface TabView {
  readonly id: string;
  readonly title: string;
  readonly mark?: MarkName;
  readonly content: ReactNode;
}

/** Views of which one is seen; arrow keys move between them. */
export function Tabs({ label, views }: { readonly label: string; readonly views: readonly TabView[] }): ReactNode {
  return (
    <AriaTabs className="tabs">
      <TabList className="tab-list" aria-label={label}>
        {views.map(({ id, title, mark }) => (
          <Tab key={id} id={id} className="tab">
            {mark ? <Mark name={mark} /> : null}
            {title}
          </Tab>
        ))}
      </TabList>
      {views.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
