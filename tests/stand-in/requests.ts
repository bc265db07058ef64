import type { CdpData, CdpSession } from './cdp-pipe.ts';
import { missing } from './loud.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type RequestListener = (details: object, answer: (verdict: { cancel?: boolean; redirectURL?: string }) => void) => void;
type HeadersListener = (
  details: object,
  answer: (verdict: { responseHeaders?: Record<string, string | string[]>; cancel?: boolean }) => void,
) => void;

/** What main wants to know about and decide of requests, for all windows. */
export interface RequestRules {
  readonly handlers: Map<string, ProtocolHandler>;
  beforeRequest: RequestListener | null;
  headersReceived: HeadersListener | null;
}

/** A request that Chromium holds until it is told what to do. */
interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly responseStatusCode?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
  };
}

/** Says of a document that a frame is about to load whether it may. */
export type NavigationCheck = (frameId: string, url: string) => boolean;

// Chromium knows no scheme of ours, so each becomes a https host that no resolver knows and no packet is sent to.
const schemeHost = /^https:\/\/([^/]*)\.([a-z][a-z0-9+-]*)\.scheme\.invalid(?=[/?#]|$)/;

/** The address under which Chromium loads a page of a custom scheme; others stay as they are. */
export function toChromiumUrl(url: string, schemes: Iterable<string>): string {
  const { protocol } = new URL(url);
  const scheme = protocol.slice(0, -1);
  if (!new Set(schemes).has(scheme) || scheme === 'https' || scheme === 'http') return url;
  return url.replace(
    /^[^:]+:\/\/([^/?#]*)/,
    (_all, host: string) => `https://${host || 'host'}.${scheme}.scheme.invalid`,
  );
}

/** The address as main knows it, of an address as Chromium knows it. */
export function toAppUrl(url: string): string {
  return url.replace(schemeHost, (_all, host: string, scheme: string) => `${scheme}://${host}`);
}

/** Holds the requests of one page that anybody in main decides on: documents always, the rest where rules ask for it. */
export async function watchRequests(session: CdpSession, rules: RequestRules, mayLoad: NavigationCheck): Promise<void> {
  session.on('Fetch.requestPaused', (params) => {
    const paused = params as unknown as Paused;
    decide(session, rules, mayLoad, paused).catch((error: Error) => {
      // A request of a page that went away in the meantime has nobody to answer to.
      if (/Invalid InterceptionId|is gone|Session with given id not found|Target closed/.test(error.message)) return;
      process.stderr.write(`[stand-in] ${paused.request.url}: ${error.message}\n`);
      session.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' }).catch(() => undefined);
    });
  });
  await session.send('Fetch.enable', { patterns: patternsFor(rules) });
}

function patternsFor(rules: RequestRules): readonly CdpData[] {
  return [
    { urlPattern: '*', resourceType: 'Document' },
    ...(rules.handlers.size > 0 ? [{ urlPattern: '*' }] : []),
    ...(rules.beforeRequest ? [{ urlPattern: '*' }] : []),
    ...(rules.headersReceived ? [{ urlPattern: '*', requestStage: 'Response' }] : []),
  ];
}

async function decide(
  session: CdpSession,
  rules: RequestRules,
  mayLoad: NavigationCheck,
  paused: Paused,
): Promise<unknown> {
  const { requestId, request } = paused;
  const fail = (errorReason: string) => session.send('Fetch.failRequest', { requestId, errorReason });
  if (paused.responseStatusCode !== undefined) return changeHeaders(session, rules, paused);
  if (paused.resourceType === 'Document' && !mayLoad(paused.frameId, toAppUrl(request.url))) return fail('Aborted');
  if (rules.beforeRequest) {
    const verdict = await askListener(rules.beforeRequest, factsOf(paused));
    if (verdict.cancel) return fail('BlockedByClient');
    if (verdict.redirectURL !== undefined) throw missing('webRequest.onBeforeRequest redirectURL');
  }
  const scheme = new URL(toAppUrl(request.url)).protocol.slice(0, -1);
  const handler = rules.handlers.get(scheme);
  if (handler) return fulfil(session, handler, paused);
  return schemeHost.test(request.url) ? fail('NameNotResolved') : session.send('Fetch.continueRequest', { requestId });
}

function factsOf({ request, resourceType }: Paused): object {
  const kind = resourceType === 'Document' ? 'mainFrame' : resourceType.toLowerCase();
  return { url: toAppUrl(request.url), method: request.method, resourceType: kind, requestHeaders: request.headers };
}

function askListener<V>(listener: (details: object, answer: (verdict: V) => void) => void, facts: object): Promise<V> {
  return new Promise((resolve) => listener(facts, resolve));
}

async function fulfil(session: CdpSession, handler: ProtocolHandler, { requestId, request }: Paused): Promise<unknown> {
  const body = request.postData === undefined ? {} : { body: request.postData };
  const asked = new Request(toAppUrl(request.url), { method: request.method, headers: request.headers, ...body });
  const response = await handler(asked);
  return session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

async function changeHeaders(session: CdpSession, rules: RequestRules, paused: Paused): Promise<unknown> {
  const { requestId, responseHeaders = [], responseStatusCode } = paused;
  if (!rules.headersReceived) return session.send('Fetch.continueResponse', { requestId });
  const grouped: Record<string, string[]> = {};
  for (const { name, value } of responseHeaders) grouped[name] = [...(grouped[name] ?? []), value];
  const facts = { ...factsOf(paused), statusCode: responseStatusCode, responseHeaders: grouped };
  const verdict = await askListener(rules.headersReceived, facts);
  if (verdict.cancel) return session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  const headers = Object.entries(verdict.responseHeaders ?? grouped).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  );
  return session.send('Fetch.continueResponse', {
    requestId,
    responseCode: responseStatusCode,
    responseHeaders: headers,
  });
}
