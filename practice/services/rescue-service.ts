import { setTimeout as delay } from 'node:timers/promises';
import { propertiesOf } from '../phone/commands/properties.ts';
import type { VirtualPhone } from '../phone/virtual-phone.ts';
import type { ServiceHandler, ServiceStream } from './service-stream.ts';

/** Stands for the 300 s after which a rescue mode that hears nothing more restarts the phone (source: adb_install.cpp). */
const IDLE_MS = 4000;
/** What minadbd writes when a wipe worked (source: adb/services.h); the host names the length it wants to read. */
const SUCCESS = 'DONEDONE';
const WIPE = /^rescue-wipe:userdata:(\d{1,4})$/;

/** Serves what recovery's small adbd offers in rescue mode; nothing there asks for an accepted key. */
export function rescueService(phone: VirtualPhone, name: string): ServiceHandler | null {
  if (name.startsWith('rescue-getprop:')) {
    const key = name.slice('rescue-getprop:'.length);
    return (stream) => tellProperty(phone, key, stream);
  }
  const wipe = WIPE.exec(name);
  const replyBytes = Number(wipe?.[1] ?? 0);
  return replyBytes >= SUCCESS.length ? (stream) => wipeUserdata(phone, replyBytes, stream) : null;
}

async function tellProperty(phone: VirtualPhone, key: string, stream: ServiceStream): Promise<void> {
  const all = propertiesOf(phone);
  const lines = [...all].map(([name, value]) => `[${name}]: [${value}]\n`).join('');
  const text = key === '' ? lines : `${all.get(key) ?? ''}\n`;
  await stream.write(Buffer.from(text));
}

async function wipeUserdata(phone: VirtualPhone, replyBytes: number, stream: ServiceStream): Promise<void> {
  await delay(phone.random.between(300, 700));
  phone.wipe('rescue');
  const attachment = phone.attachment;
  const reply = Buffer.alloc(replyBytes);
  reply.write(SUCCESS);
  await stream.write(reply);
  stream.close();
  await delay(IDLE_MS, undefined, { ref: false });
  if (phone.attachment === attachment && phone.state.mode === 'rescue') await phone.restart('android');
}
