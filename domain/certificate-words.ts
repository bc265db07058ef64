import { appleSentence } from './certificate-apple-words.ts';
import type { CertificateContent, CertificateWords, CertifiedChip } from './report.ts';
import { isTextKey, type Language, say, sayByName } from './text.ts';

/** Writes what a certificate says in the words of one language; a key without a text is shown as it is. */
export function certificateWords(language: Language, content: Omit<CertificateContent, 'words'>): CertificateWords {
  const isPass = content.outcome === 'pass';
  const sanitization = isPass ? appleSentence(language, content) : null;
  return {
    title: say(language, isPass ? 'certificate.title.pass' : 'certificate.title.not-pass'),
    headline: say(language, `certificate.headline.${content.headline}`),
    methods: content.steps.map((step) => {
      const method = step.strength === null ? '' : `: ${say(language, `strength.${step.strength}`)}`;
      return `${actWords(language, step.act)}${method}: ${say(language, `certificate.outcome.${step.outcome}`)}`;
    }),
    notCovered: content.notCovered.map((id) => sayByName(language, `not-covered.${id}`)),
    notExamined: content.notExamined.map((id) => sayByName(language, `not-examined.${id}`)),
    limits: content.limits.map((id) => say(language, `limit.${id}`)),
    ...(sanitization === null ? {} : { sanitization }),
    ...(content.chip ? { chip: chipWords(language, content.chip) } : {}),
  };
}

/** The words for a step's act, or its bare name when there are none. */
export function actWords(language: Language, act: string): string {
  return isTextKey(`act.${act}`) ? sayByName(language, `act.${act}`) : act;
}

/** What is known of the chip, whether it lets the phone be sold, and each reason why it does not. */
function chipWords(language: Language, { state, sale, blocks }: CertifiedChip): readonly string[] {
  return [
    say(language, `chip.state.${state}`),
    say(language, `certificate.chip.sale.${sale}`),
    ...blocks.map((block) => say(language, `chip.block.${block}`)),
  ];
}
