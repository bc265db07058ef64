import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unmapped } from '../../../practice/phone/shell-run.ts';
import { onePhone, say } from '../one-phone.ts';

describe("a phone's shell", () => {
  it('answers a script of many probes in one go, with separators, pipes, conditions and exit codes', async () => {
    const { phone, remove } = onePhone('xperia-10-v');
    try {
      const script = [
        'echo ==1; getprop ro.build.version.sdk; echo $?',
        'echo ==2; dumpsys battery 2>/dev/null | grep level',
        'echo ==3; cmd nosuch 2>&1; echo $?',
        'echo ==4; if [ "$(getprop ro.crypto.type)" = file ]; then echo yes; else echo no; fi',
        'echo ==5; getprop none || echo never; false && echo never; true || echo never',
        'echo ==6; getprop ro.product.model > /data/local/tmp/m; cat /data/local/tmp/m; pwd',
        'echo ==7; timeout 5 getprop ro.serialno >/dev/null; echo $?; sh -c "getprop ro.debuggable"',
        'echo ==8; nosuch 2>/dev/null; echo $?; uname -m; id -u >/dev/null; getconf PAGESIZE',
      ].join('\n');
      expect((await say(phone, script)).split('\n')).toEqual([
        ...['==1', '33', '0', '==2', '  level: 87', '==3', "cmd: Can't find service: nosuch", '20', '==4', 'yes'],
        ...['==5', '', '==6', 'XQ-DC44', '', '==7', '0', '0', '==8', '127', 'x86_64', '4096', ''],
      ]);
    } finally {
      remove();
    }
  });

  it('carries any text of the phone unharmed, and runs none of it', async () => {
    const { phone, remove } = onePhone('pixel-7a');
    try {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), async (value) => {
          const text = value.replaceAll('\0', '').replaceAll(phone.storage.root, '');
          phone.quirks.property = (key, plain) => (key === 'ro.serialno' ? text : plain);
          expect(await say(phone, 'getprop ro.serialno')).toBe(`${text}\n`.toWellFormed());
        }),
        { numRuns: 40 },
      );
    } finally {
      remove();
    }
  });

  it('hides the real folder across the borders of chunks', async () => {
    const secret = '/tmp/one-phone-XyZ';
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(secret, '/tmp', '/tmp/one', 'a', '\n', '/data')),
        fc.integer({ min: 1, max: 30 }),
        async (words, size) => {
          const whole = Buffer.from(words.join(''));
          async function* chunks() {
            for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
          }
          const out: Uint8Array[] = [];
          for await (const piece of unmapped(chunks(), secret)) out.push(piece);
          expect(Buffer.concat(out).toString()).toBe(whole.toString().replaceAll(secret, ''));
        },
      ),
    );
  });

  it('survives a script that writes nonsense where the phone listens, and names that every object has', async () => {
    const { phone, remove } = onePhone('pixel-7a');
    try {
      await say(phone, 'printf "x\\0y\\0" >&3; getprop ro.serialno; printf "99\\0" >&3');
      const names = 'constructor __proto__ toString hasOwnProperty';
      await say(
        phone,
        `for n in ${names}; do dumpsys $n; cmd $n; settings get $n $n; getprop $n; content $n; getconf $n; done`,
      );
      expect(await say(phone, 'getprop ro.build.version.sdk')).toBe('34\n');
    } finally {
      remove();
    }
  });

  it('has no cmd and no tradeinmode on old phones', async () => {
    const { phone, remove } = onePhone('arrows-m04');
    try {
      expect(await say(phone, 'cmd testharness enable; echo $?')).toMatch(/cmd: not found\r\n127\r\n$/);
    } finally {
      remove();
    }
  });
});
