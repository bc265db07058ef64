// Signs resources/felica/baselines.json, or the file that is named, with a private key that lies outside the repository.
// Usage: sign-baselines.ts PRIVATE-KEY.pem [FILE], or sign-baselines.ts --new-key PRIVATE-KEY.pem; exits 2 when it is called otherwise.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';

const shipped = join(import.meta.dirname, '../resources/felica/baselines.json');
const RAW_KEY_BYTES = 32;

/** The raw 32 bytes of an Ed25519 key's public half in base64, as the list of trusted keys has it. */
export function publicKeyText(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return der.subarray(der.length - RAW_KEY_BYTES).toString('base64');
}

/** Signs a file of baselines: everything in it but a former signature, in its canonical form (RFC 8785); throws for another kind of key. */
export function signedBaselines(json: string, key: KeyObject): string {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`an Ed25519 key is needed, not ${key.asymmetricKeyType}`);
  const { signature: _former, ...rest } = JSON.parse(json) as Record<string, unknown>;
  const publicKey = publicKeyText(key);
  const signature = {
    algorithm: 'Ed25519',
    keyId: createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex'),
    publicKey,
    signature: sign(null, Buffer.from(canonicalize(rest) ?? '', 'utf8'), key).toString('base64'),
  };
  return `${JSON.stringify({ ...rest, signature }, null, 2)}\n`;
}

function run([first, second]: readonly string[]): number {
  if (first === '--new-key' && second !== undefined) {
    const { privateKey } = generateKeyPairSync('ed25519');
    // Never over a key that is there, and for nobody else to read.
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(second, pem, { mode: 0o600, flag: 'wx' });
    process.stdout.write(`${publicKeyText(privateKey)}\n`);
    return 0;
  }
  if (first === undefined || first.startsWith('-')) {
    process.stderr.write('usage: npm run baselines -- PRIVATE-KEY.pem [FILE] | --new-key PRIVATE-KEY.pem\n');
    return 2;
  }
  const file = second ?? shipped;
  const key = createPrivateKey(readFileSync(first));
  writeFileSync(file, signedBaselines(readFileSync(file, 'utf8'), key));
  process.stdout.write(
    `${file} is signed by ${publicKeyText(key)}; the program takes it if domain/chip-trusted-keys.ts lists that key\n`,
  );
  return 0;
}

if (import.meta.main) process.exitCode = run(process.argv.slice(2));
