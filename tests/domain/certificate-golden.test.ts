import { expect, it } from 'vitest';
import { certificateFrom } from '../../domain/certificate.ts';
import { passedRecord } from './sample-record.ts';

it('keeps the form of a certificate: a change here is a change of what shops hold on file', async () => {
  const content = certificateFrom(passedRecord().entries);
  await expect(`${JSON.stringify(content, null, 2)}\n`).toMatchFileSnapshot('../fixtures/certificate-content.txt');
});
