import { type ReactNode, useEffect, useRef } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { useCall, useDesk, useShelf } from '../desk.tsx';
import { MarkButton } from '../parts/button.tsx';
import { isWriting } from '../parts/is-writing.ts';
import { ScannerField } from '../parts/scanner-field.tsx';
import { takeScan } from '../state/take-scan.ts';
import { useText } from '../use-text.ts';
import { PersonMenu } from './person-menu.tsx';

function Languages(): ReactNode {
  const call = useCall();
  const { say, language } = useText();
  const choose = (id: string | number | undefined): void => {
    if (id === 'ja' || id === 'en') void call('change-comfort', { language: id });
  };
  return (
    <ToggleButtonGroup
      className="segments"
      aria-label={say('window.language')}
      selectedKeys={[language]}
      onSelectionChange={(keys) => choose([...keys][0])}
      disallowEmptySelection
    >
      <ToggleButton id="ja" className="segment">
        <span lang="ja">{say('window.language.ja')}</span>
      </ToggleButton>
      <ToggleButton id="en" className="segment">
        <span lang="en">{say('window.language.en')}</span>
      </ToggleButton>
    </ToggleButtonGroup>
  );
}

/** The field that every scan goes to; Ctrl or Command with K leads to it from everywhere, `/` alone only from the board: a single letter must not act where nobody expects it. */
function Scans(): ReactNode {
  const { store } = useDesk();
  const { say } = useText();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const lead = (event: KeyboardEvent): void => {
      const isAsked = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const isOnBoard = event.target instanceof Element && event.target.closest('.board') !== null;
      if (!isAsked && (event.key !== '/' || !isOnBoard || isWriting(event.target))) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', lead);
    return () => window.removeEventListener('keydown', lead);
  }, []);
  return (
    <ScannerField
      label={say('window.scan')}
      hint={say('window.scan.hint')}
      inputRef={field}
      onRead={(text) => takeScan(store, text)}
    />
  );
}

/** The bar above the screen: shop, scanner, language, sounds, who is working, lock. */
export function Bar(): ReactNode {
  const call = useCall();
  const { say } = useText();
  const shop = useShelf(({ state }) => state?.settings.shop?.name ?? '');
  const sounds = useShelf(({ state }) => state?.settings.sounds ?? false);
  const canLock = useShelf(({ state }) => state?.attendance.is === 'present');
  return (
    <header className="bar">
      <span className="bar-shop">{shop}</span>
      <span className="bar-room" />
      <Scans />
      <Languages />
      <MarkButton
        mark={sounds ? 'sound' : 'mute'}
        label={say(sounds ? 'window.sounds.off' : 'window.sounds.on')}
        onPress={() => void call('change-comfort', { sounds: !sounds })}
      />
      <PersonMenu />
      {canLock ? (
        <MarkButton mark="lock" label={say('window.lock')} onPress={() => void call('lock-screen', {})} />
      ) : null}
    </header>
  );
}
