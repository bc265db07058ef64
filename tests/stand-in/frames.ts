import type { CdpData, CdpSession } from './cdp-pipe.ts';
import { loud } from './loud.ts';
import { toAppUrl } from './requests.ts';

/** What Electron tells about a frame, always as the frame is now. */
export interface Frame {
  readonly url: string;
  readonly origin: string;
  readonly name: string;
  readonly parent: Frame | null;
  readonly top: Frame | null;
  readonly frames: readonly Frame[];
  readonly routingId: number;
  readonly processId: number;
  isDestroyed(): boolean;
}

/** The frames of one page, kept up to date by the protocol's events. */
export interface FrameTree {
  main(): Frame | null;
  mainId(): string;
  byId(id: string): Frame | null;
}

interface Known {
  id: string;
  parentId: string | undefined;
  url: string;
  name: string;
  number: number;
  gone: boolean;
  face: Frame;
}

interface FrameFacts {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
  readonly name?: string;
}

/** Follows the frames of a page, so that a sender's url is that of the frame that really spoke. */
export async function followFrames(session: CdpSession): Promise<FrameTree> {
  const known = new Map<string, Known>();
  let mainId = '';
  let next = 1;

  const face = (one: Omit<Known, 'face'>): Frame =>
    loud('WebFrameMain', {
      get url() {
        return toAppUrl(one.url);
      },
      get origin() {
        return originOf(toAppUrl(one.url));
      },
      get name() {
        return one.name;
      },
      get parent() {
        return one.parentId === undefined ? null : (known.get(one.parentId)?.face ?? null);
      },
      get top() {
        return known.get(mainId)?.face ?? null;
      },
      get frames() {
        return [...known.values()].filter((child) => child.parentId === one.id).map((child) => child.face);
      },
      routingId: one.number,
      frameTreeNodeId: one.number,
      processId: process.pid,
      isDestroyed: () => one.gone,
    });
  const keep = (frame: FrameFacts) => {
    if (frame.parentId === undefined) mainId = frame.id;
    const url = `${frame.url}${frame.urlFragment ?? ''}`;
    const old = known.get(frame.id);
    if (old) return void Object.assign(old, { url, name: frame.name ?? old.name });
    const fresh = { id: frame.id, parentId: frame.parentId, url, name: frame.name ?? '', number: next++, gone: false };
    known.set(frame.id, Object.assign(fresh, { face: face(fresh) }));
  };
  const forgetInside = (id: string) => {
    for (const child of [...known.values()]) if (child.parentId === id) forget(child.id);
  };
  const forget = (id: string) => {
    forgetInside(id);
    const one = known.get(id);
    if (one) one.gone = true;
    known.delete(id);
  };

  session.on('Page.frameAttached', ({ frameId, parentFrameId }) =>
    keep({ id: String(frameId), parentId: String(parentFrameId), url: 'about:blank' }),
  );
  session.on('Page.frameNavigated', ({ frame }) => {
    const navigated = frame as FrameFacts;
    // The frames of the page that was there before go without a word.
    forgetInside(navigated.id);
    keep(navigated);
  });
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    const one = known.get(String(frameId));
    if (one) one.url = String(url);
  });
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    if (reason !== 'swap') forget(String(frameId));
  });
  const tree = (await session.send('Page.getFrameTree')) as { frameTree: FrameNode };
  keepAll(tree.frameTree, keep);
  return {
    main: () => known.get(mainId)?.face ?? null,
    mainId: () => mainId,
    byId: (id) => known.get(id)?.face ?? null,
  };
}

interface FrameNode {
  readonly frame: FrameFacts & CdpData;
  readonly childFrames?: readonly FrameNode[];
}

function keepAll(node: FrameNode, keep: (frame: FrameFacts) => void): void {
  keep(node.frame);
  for (const child of node.childFrames ?? []) keepAll(child, keep);
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return protocol === 'file:' ? 'file://' : host === '' ? 'null' : `${protocol}//${host}`;
}
