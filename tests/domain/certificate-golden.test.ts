import { expect, it } from 'vitest';
import { certificateFrom } from '../../domain/certificate.ts';
import { contentText } from '../../domain/certificate-file.ts';
import { passedRecord } from './sample-record.ts';

it('keeps the form of a certificate: a change here is a change of what shops hold on file', async () => {
  const canonical: unknown = JSON.parse(contentText(certificateFrom(passedRecord().entries)));
  await expect(`${JSON.stringify(canonical, null, 2)}\n`).toMatchFileSnapshot('../fixtures/certificate-content.txt');
});
