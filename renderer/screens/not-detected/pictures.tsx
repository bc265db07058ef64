import './pictures.css';
import type { ReactNode } from 'react';
import type { CauseId } from '../../../domain/not-detected.ts';
import { useText } from '../../use-text.ts';

function Cables(): ReactNode {
  const { say } = useText();
  return (
    <svg className="picture" viewBox="0 0 320 150" role="img" aria-label={say('look.picture.cable')}>
      {[
        { y: 10, wires: [28, 44], words: say('look.picture.cable.charge') },
        { y: 84, wires: [20, 30, 42, 52], words: say('look.picture.cable.data') },
      ].map(({ y, wires, words }, at) => (
        <g key={y} transform={`translate(0 ${y - 6})`} className={at === 0 ? 'picture-bad' : 'picture-good'}>
          <rect className="picture-body" x="8" y="14" width="34" height="44" rx="4" />
          <rect className="picture-body" x="178" y="20" width="24" height="32" rx="5" />
          {wires.map((wire) => (
            <path key={wire} className="picture-wire" d={`M42 ${wire}H178`} />
          ))}
          <path className="picture-mark" d={at === 0 ? 'M222 24l22 22M244 24l-22 22' : 'M220 36l9 9l17-19'} />
          <text x="110" y="72" textAnchor="middle">
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Question(props: {
  readonly label: string;
  readonly title: string;
  readonly tick: string | null;
  readonly yes: string;
  readonly no: string;
}): ReactNode {
  const { label, title, tick, yes, no } = props;
  return (
    <svg className="picture" viewBox="0 0 320 190" role="img" aria-label={label}>
      <rect className="picture-body" x="40" y="4" width="240" height="182" rx="18" />
      <rect className="picture-card" x="54" y="34" width="212" height="118" rx="10" />
      <text x="160" y="62" textAnchor="middle" className="picture-title">
        {title}
      </text>
      {tick ? (
        <>
          <path className="picture-box" d="M72 80h16v16h-16zM75 88l4 4l7-9" />
          <text x="98" y="93">
            {tick}
          </text>
        </>
      ) : null}
      <text x="112" y="137" textAnchor="middle">
        {no}
      </text>
      <rect className="picture-press" x="166" y="116" width="86" height="30" rx="15" />
      <text x="209" y="137" textAnchor="middle" className="picture-pressed">
        {yes}
      </text>
    </svg>
  );
}

function Allow(): ReactNode {
  const { say } = useText();
  return (
    <Question
      label={say('look.picture.allow')}
      title={say('look.picture.allow.title')}
      tick={say('look.picture.allow.always')}
      yes={say('look.picture.allow.yes')}
      no={say('look.picture.allow.no')}
    />
  );
}

function Trust(): ReactNode {
  const { say } = useText();
  return (
    <Question
      label={say('look.picture.trust')}
      title={say('look.picture.trust.title')}
      tick={null}
      yes={say('look.picture.trust.yes')}
      no={say('look.picture.trust.no')}
    />
  );
}

function Hub(): ReactNode {
  const { say } = useText();
  return (
    <svg className="picture" viewBox="0 0 320 150" role="img" aria-label={say('look.picture.hub')}>
      <path className="picture-wire" d="M78 92H20M242 92H286M100 76V48M140 76V48M180 76V48M220 76V48" />
      <rect className="picture-body" x="78" y="76" width="164" height="34" rx="6" />
      {[88, 128, 168, 208].map((x) => (
        <rect key={x} className="picture-body" x={x} y="6" width="24" height="42" rx="4" />
      ))}
      <rect className="picture-press" x="286" y="76" width="28" height="34" rx="5" />
      <path className="picture-pressed-line" d="M302 82l-7 12h8l-4 10" />
      <text x="44" y="128" textAnchor="middle">
        {say('look.picture.hub.computer')}
      </text>
      <text x="290" y="128" textAnchor="middle">
        {say('look.picture.hub.power')}
      </text>
    </svg>
  );
}

const PICTURES: Readonly<Partial<Record<CauseId, () => ReactNode>>> = {
  'android.charge-only-cable': Cables,
  'iphone.cable': Cables,
  'android.unauthorized': Allow,
  'android.authorisation-expired': Allow,
  'android.dialog-hidden': Allow,
  'computer.hub-without-power': Hub,
  'iphone.not-trusted': Trust,
  'iphone.trust-refused': Trust,
};

/** The drawing of a cause, where words alone are slower. */
export function CausePicture({ id }: { readonly id: CauseId }): ReactNode {
  const Picture = PICTURES[id];
  return Picture ? <Picture /> : null;
}
