import type { CdpSession } from './cdp-pipe.ts';
import { decode } from './codec.ts';
import { codecText } from './page/preload-source.ts';

interface Remote {
  readonly objectId?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly description?: string;
}

/** Runs code in the page's own world and brings its value home as structured clone would; what it throws is thrown here. */
export async function evaluateIn(session: CdpSession, code: string): Promise<unknown> {
  const ran = await session.send('Runtime.evaluate', { expression: code, awaitPromise: true, userGesture: true });
  const thrown = ran['exceptionDetails'] as { exception?: Remote; text: string } | undefined;
  if (thrown) {
    const words = (thrown.exception?.description ?? thrown.text).split('\n')[0] ?? '';
    throw new Error(words.replace(/^\w*Error: /, ''));
  }
  const { objectId, value, unserializableValue: odd } = ran['result'] as Remote;
  if (odd !== undefined) return odd.endsWith('n') ? BigInt(odd.slice(0, -1)) : Number(odd);
  if (objectId === undefined) return value;
  const functionDeclaration = `function () { return ${codecText}.encode(this); }`;
  const coded = await session.send('Runtime.callFunctionOn', { objectId, functionDeclaration, returnByValue: true });
  return decode(String((coded['result'] as Remote).value));
}
