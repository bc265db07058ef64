import '@fontsource-variable/noto-sans-jp/index.css';
import './styles/tokens.css';
import './styles/base.css';
import './frame/frame.css';
import { type ReactNode, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Desk } from './desk.tsx';
import { DeskProvider, useDesk, useShelf } from './desk.tsx';
import { Bar } from './frame/bar.tsx';
import { FrameNotices } from './frame/frame-notices.tsx';
import { JobReporter } from './frame/job-reporter.tsx';
import { Rail } from './frame/rail.tsx';
import { usePage, useTouch } from './frame/use-page.ts';
import { usePageScans } from './frame/use-page-scans.ts';
import { useScreenKeys } from './frame/use-screen-keys.ts';
import { Dialog } from './parts/dialog.tsx';
import { PracticeMark } from './parts/practice-mark.tsx';
import { localeOf } from './parts/show-numbers.ts';
import {
  CHIP,
  CHIPS_WAITING,
  CONSENT,
  FIRST_RUN,
  LOG_IN,
  PORT_PANEL,
  READER,
  REVIEW,
  SCREEN_VIEWS,
} from './screens/registry.tsx';
import { type OpenSheet, SCREENS } from './state/store.ts';
import { useText } from './use-text.ts';

/** The whole page. */
export function App(desk: Desk): ReactNode {
  return (
    <DeskProvider value={desk}>
      <Page />
    </DeskProvider>
  );
}

function Page(): ReactNode {
  const { language } = useText();
  usePage();
  useTouch();
  return (
    <I18nProvider locale={localeOf(language)}>
      <PracticeMark />
      <Gate />
      <JobReporter />
    </I18nProvider>
  );
}

/** First there is nothing, then a shop is needed, then somebody; only then the screens. */
function Gate(): ReactNode {
  const { say } = useText();
  const stands = useShelf(({ state }) => {
    if (!state) return 'starting';
    if (!state.settings.shop && FIRST_RUN) return 'first-run';
    return state.attendance.is === 'nobody' || state.attendance.is === 'locked' ? 'locked' : 'open';
  });
  if (stands === 'starting') {
    return (
      <>
        <FrameNotices />
        <p className="starting">{say('window.starting')}</p>
      </>
    );
  }
  if (stands === 'first-run' && FIRST_RUN) return <FIRST_RUN />;
  return stands === 'locked' && LOG_IN ? <Locked /> : <Frame />;
}

/** The board goes on and can be read from afar, but nothing of it can be touched or reached by a key. */
function Locked(): ReactNode {
  const { store } = useDesk();
  const View = SCREEN_VIEWS.board;
  // What the person before had open is not for whoever comes next.
  useEffect(
    () => store.setState({ open: null, sheet: null, selected: new Set(), takeOver: null, error: null }),
    [store],
  );
  return (
    <div className="gate">
      <div className="gate-board" inert>
        {View ? <View /> : null}
      </div>
      <main className="gate-side">{LOG_IN ? <LOG_IN /> : null}</main>
    </div>
  );
}

const THERE = SCREENS.filter((screen) => SCREEN_VIEWS[screen]);

function Frame(): ReactNode {
  const { say } = useText();
  const screen = useShelf((shelf) => shelf.screen);
  const View = SCREEN_VIEWS[screen];
  useScreenKeys(THERE);
  usePageScans();
  return (
    <div className="frame">
      <Rail screens={THERE} />
      <Bar />
      <main className="screen" key={screen}>
        <h1 className="only-spoken">{say(`window.screen.${screen}`)}</h1>
        <FrameNotices />
        {View ? <View /> : null}
      </main>
      <Over />
    </div>
  );
}

/** What stands over the screen: the panel of a Port, a sheet for several, or the log-in of who takes over. */
function Over(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const open = useShelf((shelf) => shelf.open);
  const sheet = useShelf((shelf) => shelf.sheet);
  const takeOver = useShelf((shelf) => shelf.takeOver);
  const present = useShelf(({ state }) => (state?.attendance.is === 'present' ? state.attendance.account.id : null));
  useEffect(() => {
    if (present !== null && present === takeOver) store.setState({ takeOver: null });
  }, [store, present, takeOver]);
  return (
    <>
      {open && PORT_PANEL ? <PORT_PANEL key={open} port={open} /> : null}
      {sheet ? <SheetOf sheet={sheet} /> : null}
      {takeOver && takeOver !== present && LOG_IN ? (
        <Dialog title={say('window.person')} onClose={() => store.setState({ takeOver: null })}>
          <LOG_IN />
        </Dialog>
      ) : null}
    </>
  );
}

function SheetOf({ sheet }: { readonly sheet: OpenSheet }): ReactNode {
  switch (sheet.is) {
    case 'consent':
      return CONSENT ? <CONSENT ports={sheet.ports} /> : null;
    case 'review':
      return REVIEW ? <REVIEW jobs={sheet.jobs} /> : null;
    case 'reader':
      return <READER key={sheet.reader} reader={sheet.reader} />;
    case 'chips-waiting':
      return <CHIPS_WAITING />;
    case 'chip':
      return <CHIP key={JSON.stringify(sheet.phone)} phone={sheet.phone} back={sheet.back} />;
  }
}
