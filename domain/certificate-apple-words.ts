import type { RuleId, RungId } from './erasure.ts';
import type { CertificateContent } from './report.ts';
import { isTextKey, type Language, say, sayByName } from './text.ts';

type Told = Pick<CertificateContent, 'sanitization' | 'rules'>;

/** What was done to an iPhone instead of an overwrite, and the checks that were made of it; null for any other phone. */
export function appleSentence(language: Language, { sanitization, rules }: Told): string | null {
  if (sanitization === undefined) return null;
  const key = `certificate.apple.sentence.${sanitization.method satisfies RungId}`;
  if (!isTextKey(key)) return null;
  const checks = rules.flatMap((rule) => checkWords(language, rule));
  return sayByName(language, key, { checks: checks.join(language === 'ja' ? '、' : '; ') });
}

/** A rule as a check that was made. That there was no earlier trust to be refused is true, but it confirms nothing. */
function checkWords(language: Language, { rule, outcome, by, reason }: Told['rules'][number]): readonly string[] {
  if (outcome !== 'pass' || (rule === 'pairing-forgotten' && reason === 'no earlier pairing')) return [];
  if (rule === 'closing-proof') return [say(language, `certificate.apple.check.closing-${by ?? 'person'}`)];
  const key = `certificate.apple.check.${rule satisfies RuleId}`;
  return isTextKey(key) ? [sayByName(language, key)] : [];
}
