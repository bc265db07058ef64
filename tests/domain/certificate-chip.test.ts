import { describe, expect, it } from 'vitest';
import { auditRecord } from '../../domain/audit-report-device.ts';
import { certificateFrom } from '../../domain/certificate.ts';
import { residueCode, walletText } from '../../domain/certificate-chip.ts';
import type { HashedEntry } from '../../domain/certificate-record.ts';
import { readGuide } from '../../domain/chip-guide-file.ts';
import { felicaFile, guideFiles } from './felica-files.ts';
import { chipRead, emptyAfterwards, residualAfterwards, sellableRecord } from './sample-chip-record.ts';
import { passedIphone, unconfirmedIphone, unjudgedIphone } from './sample-iphone.ts';
import { answeredPoll } from './sample-iphone-chip.ts';
import { passedRecord } from './sample-record.ts';

const STEP = {
  operator: 'tanaka',
  guide: { id: 'generic', version: '1' },
  step: 'jpki-revoke',
  outcome: 'done',
  changesChip: false,
  saw: 'seen',
};

const audited = (entries: readonly HashedEntry[]) => auditRecord('R20261121-0001', entries, true);
const jpki = (saw: string, outcome: string, step: string = STEP.step) =>
  audited(passedRecord().addRaw('chip-guide-step', { ...STEP, step, saw, outcome }).entries).device.jpki;

describe('the chip on a certificate', () => {
  it('is left out where nobody looked at it, and then it stands among what was not examined', () => {
    const content = certificateFrom(passedRecord().entries);
    expect(content.chip).toBeUndefined();
    expect(content.notExamined).toContain('felica-chip');
  });

  it('lets a phone be sold when another person read an emptied chip after the erasure', () => {
    const content = certificateFrom(sellableRecord().entries);
    expect(content).toMatchObject({
      outcome: 'pass',
      headline: 'machine-proven',
      doubts: [],
      chip: {
        state: 'EMPTY',
        sale: 'allowed',
        blocks: [],
        recheck: 'done',
        readings: [{ by: 'sato', reader: 'rc-s380 1.11', state: 'EMPTY', systems: ['FE00', 'FE0F'] }],
      },
    });
    expect(content.notExamined).not.toContain('felica-chip');
    expect(content.words.ja.chip).toEqual(['未利用を確認', 'チップは販売の妨げになりません。']);
  });

  it('says of an iPhone that its erase is on record, and how its online step stands', () => {
    const passed = () => passedIphone();
    const silent = passed().addRaw('chip-presence-judged', { presence: { is: 'unknown', sources: [] } });
    const content = certificateFrom(silent.entries);
    const { chip, notExamined, words } = content;
    expect(chip).toMatchObject({
      state: 'APPLE_ERASED',
      sale: 'allowed',
      recheck: 'not-needed',
      iphone: { online: null },
    });
    expect(walletText(content)).toBe('certificate.apple.wallet');
    expect(words.ja.chip).toEqual(['Appleの消去を記録', 'チップは販売の妨げになりません。']);
    expect(notExamined).not.toContain('felica-chip');
    const said = passed().addRaw('chip-apple-online', { operator: 'sato', outcome: 'done' });
    const online = certificateFrom(said.entries);
    expect(online.chip?.iphone?.online).toMatchObject({ by: 'sato', outcome: 'done', time: { offsetMinutes: 540 } });
    expect(walletText(online)).toBe('certificate.apple.wallet.online.done');
    expect(walletText(certificateFrom(sellableRecord().entries))).toBeNull();
  });

  it('says of the cards of an iPhone that they were terminated only where its erase is confirmed and no card answers', () => {
    const silent = { presence: { is: 'unknown', sources: [] } };
    const unconfirmed = () => unconfirmedIphone().addRaw('chip-presence-judged', silent);
    const cut = () => unjudgedIphone().addRaw('chip-presence-judged', silent);
    const answers = () =>
      passedIphone().addRaw('chip-read', chipRead(answeredPoll({ startedAt: emptyAfterwards.startedAt })));
    const texts = [unconfirmed, cut, answers].flatMap((record) =>
      [null, 'done', 'not-done'].map((outcome) => {
        const writer = record();
        if (outcome) writer.addRaw('chip-apple-online', { operator: 'sato', outcome });
        return walletText(certificateFrom(writer.entries));
      }),
    );
    const plain = 'certificate.apple.wallet.unconfirmed';
    const each = [plain, `${plain}.online.done`, `${plain}.online.not-done`];
    expect(texts).toEqual([...each, ...each, ...each]);
    expect(certificateFrom(answers().entries)).toMatchObject({ outcome: 'pass', chip: { state: 'RESIDUAL' } });
  });

  it('says so as little where the paper itself is no pass, whatever the phone showed', () => {
    const oneHand = {
      kind: 'attestation',
      source: 'sato',
      data: { instruction: 'look-at-screen', saw: 'setup-screen' },
    };
    const { entries } = passedIphone({ closedBy: 'person' }).addRaw('chip-presence-judged', {
      presence: { is: 'unknown', sources: [] },
    });
    const last = entries.findLastIndex(({ entry }) => entry.kind === 'evidence-recorded');
    const body = { step: 'erase-record', evidence: oneHand };
    const content = certificateFrom(
      entries.map((one, at) => (at === last ? { ...one, entry: { ...one.entry, body } } : one)),
    );
    expect(content).toMatchObject({ doubts: ['review-missing'], chip: { state: 'APPLE_ERASED' } });
    expect(walletText(content)).toBe('certificate.apple.wallet.unconfirmed');
  });

  it('keeps a phone from being sold while services are registered, and names them by code', () => {
    const content = certificateFrom(passedRecord().addRaw('chip-read', chipRead(residualAfterwards)).entries);
    expect(content).toMatchObject({
      outcome: 'pass',
      chip: { state: 'RESIDUAL', sale: 'blocked', blocks: ['residual'] },
    });
    expect(content.chip?.residues).toContain('FE00 1000-173F');
    expect(content.chip?.residues).toContain('0003 090F');
  });

  it('does not believe a state that its own reading contradicts', () => {
    const forged = chipRead(residualAfterwards, 'sato', {
      state: 'EMPTY',
      reasons: ['only-empty-structure'],
      residues: [],
    });
    const content = certificateFrom(passedRecord().addRaw('chip-read', forged).entries);
    expect(content.chip).toMatchObject({ sale: 'blocked' });
    expect(content.chip?.blocks).toContain('record-odd');
  });

  it('is not allowed by whoever erased the phone', () => {
    const content = certificateFrom(passedRecord().addRaw('chip-read', chipRead(emptyAfterwards, 'Tanaka ')).entries);
    expect(content.chip).toMatchObject({ state: 'EMPTY', sale: 'blocked', blocks: ['recheck-same-person'] });
  });

  it('makes an entry about the chip that cannot be read a doubt of the whole record', () => {
    const content = certificateFrom(sellableRecord().addRaw('chip-read', { state: 'EMPTY' }).entries);
    expect(content.outcome).not.toBe('pass');
    expect(content.doubts).toContain('unreadable-entry');
    expect(content.chip?.sale).toBe('blocked');
  });

  it('prints the word of a supervisor as what it is', () => {
    const record = passedRecord()
      .addRaw('chip-read', chipRead(residualAfterwards))
      .addRaw('chip-gate-overridden', { operator: 'suzuki', why: 'returned to its owner' });
    expect(certificateFrom(record.entries).chip).toMatchObject({
      sale: 'overridden',
      blocks: ['residual'],
      override: { by: 'suzuki', why: 'returned to its owner' },
    });
    expect(certificateFrom(record.entries).chip?.override).not.toHaveProperty('authenticated');
    const word = { operator: 'suzuki', authenticated: true, why: 'returned to its owner' };
    expect(certificateFrom(record.addRaw('chip-gate-overridden', word).entries).chip?.override).toMatchObject({
      by: 'suzuki',
      authenticated: true,
    });
  });
});

describe('the chip in an audit report', () => {
  it('is counted as its readings show it', () => {
    expect(audited(passedRecord().entries).device).toMatchObject({ felica: 'unknown', chipSale: 'not-recorded' });
    expect(audited(sellableRecord().entries).device).toMatchObject({ felica: 'unused', chipSale: 'allowed' });
    const residual = passedRecord().addRaw('chip-read', chipRead(residualAfterwards)).entries;
    expect(audited(residual).device).toMatchObject({ felica: 'residual', chipSale: 'blocked' });
  });

  it('shows a supervisor who went past the chip among the exceptions', () => {
    const record = passedRecord().addRaw('chip-gate-overridden', { operator: 'suzuki', why: 'museum piece' });
    expect(audited(record.entries).exceptions).toContainEqual(
      expect.objectContaining({ kind: 'chip-overridden', detail: 'suzuki: museum piece' }),
    );
  });

  it('takes of the certificate in the chip only what a person said or saw', () => {
    expect(jpki('seen', 'done')).toBe('seen');
    expect(jpki('', 'done')).toBe('declared');
    expect(jpki('not-capable', 'not-needed')).toBe('not-capable');
    expect(jpki('', 'not-possible')).toBe('unknown');
    expect(jpki('whatever', 'done')).toBe('unknown');
  });

  it('takes every word that a guide of ours offers for what it says: not known is unknown', () => {
    const said = { revoked: 'declared', none: 'declared', 'not-known': 'unknown' };
    for (const name of guideFiles()) {
      const { steps } = readGuide(name, felicaFile(`guides/${name}`), false);
      const words = steps.flatMap(({ id, answers }) => (id === 'jpki' ? answers.map((answer) => answer.id) : []));
      expect(Object.fromEntries(words.map((saw) => [saw, jpki(saw, 'done', 'jpki')])), name).toEqual(said);
    }
  });

  it('takes the last word, also where that takes back what was said before', () => {
    const record = passedRecord()
      .addRaw('chip-guide-step', { ...STEP, step: 'jpki', saw: 'revoked' })
      .addRaw('chip-guide-step', { ...STEP, step: 'jpki', saw: 'not-known' });
    expect(audited(record.entries).device.jpki).toBe('unknown');
  });
});

it('writes codes as people read them', () => {
  expect(residueCode({ system: 3, node: null })).toBe('0003');
  expect(residueCode({ system: 0xfe00, node: { is: 'area', first: 0x1000, last: 0x173f } })).toBe('FE00 1000-173F');
  expect(residueCode({ system: 3, node: { is: 'service', code: 0x90f } })).toBe('0003 090F');
});
