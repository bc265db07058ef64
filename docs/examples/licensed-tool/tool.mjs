// An example of a tool that Hakushi can run: it speaks the protocol of docs/licensed-tools.md and changes nothing.
// A real one would speak to the phone's chip with keys that its company has a contract for.
import { createInterface } from 'node:readline';

const DESCRIPTION = {
  vendor: 'Example Company',
  product: 'Example Tool',
  version: '1.0.0',
  licenceHolder: 'Example Shop',
  supportedModels: ['SC-51D', 'XQ-DC44'],
};

const answer = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const { call, device, jobId, consentId } = JSON.parse(line);
  if (call === 'describe') answer(DESCRIPTION);
  else if (call === 'run') {
    const startedAt = new Date().toISOString();
    const isSupported = DESCRIPTION.supportedModels.includes(device.model);
    // Whatever the tool wants to keep as its own proof; Hakushi stores it and puts its SHA-256 on record.
    const report = `job ${jobId}, consent ${consentId}, model ${device.model}: nothing was done, this is an example\n`;
    answer({
      startedAt,
      endedAt: new Date().toISOString(),
      result: isSupported ? 'failed' : 'refused',
      toolReport: Buffer.from(report, 'utf8').toString('base64'),
    });
  }
  break;
}
