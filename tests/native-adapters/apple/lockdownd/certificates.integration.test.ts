import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { HostIdentity } from '../../../../native-adapters/apple/lockdownd/host-identity.ts';
import { describeWhere } from '../../../needs.ts';

const run = promisify(execFile);

describeWhere(['openssl'], 'the certificates of a pairing, read by a program that is not ours', () => {
  test('are version 3, name their uses, and cannot be verified as a chain', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hakushi-certificates-'));
    try {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      const devicePublicKey = Buffer.from(publicKey.export({ format: 'pem', type: 'pkcs1' }).toString());
      const record = await new HostIdentity(() => new Date()).newPairing({
        devicePublicKey,
        systemBuid: 'B',
        wifiMac: null,
      });
      const file = (name: string): string => path.join(folder, `${name}.pem`);
      await writeFile(file('root'), record.rootCertificate);
      await writeFile(file('host'), record.hostCertificate);
      await writeFile(file('device'), record.deviceCertificate);
      // Why the phone is pinned: with the same empty name everywhere, no program can tell who signed whom.
      await expect(run('openssl', ['verify', '-CAfile', file('root'), file('device')])).rejects.toThrow('self-signed');
      const show = async (name: string): Promise<string> =>
        (await run('openssl', ['x509', '-in', file(name), '-noout', '-text'])).stdout;
      const device = await show('device');
      expect(device).toMatch(/Version: 3.*sha256WithRSAEncryption.*Issuer: *\n.*Subject: *\n/s);
      expect(device).toMatch(/X509v3 Basic Constraints: critical\s+CA:FALSE/);
      expect(device).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Key Encipherment/);
      expect(device).toContain('X509v3 Subject Key Identifier');
      expect(await show('root')).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
