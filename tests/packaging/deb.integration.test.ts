import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PermissionsSeen } from '../../domain/observations.ts';
import { lookAtPermissions } from '../../native-adapters/surroundings/linux-permissions.ts';
import { ReadRoot } from '../../native-adapters/surroundings/read-root.ts';
import { buildOnce } from '../../scripts/build-once.ts';
import { describeWhere } from '../needs.ts';
import { buildDeb, type DebOrder, debianTool, OtherRoot, readDebOrder } from './debian-package.ts';
import { KINDS } from './kinds.ts';
import { packageStage, ROOT, removeStage, stageProject } from './stage.ts';

const RULES = 'usr/lib/udev/rules.d/70-hakushi.rules';
const SCRIPTS = ['after-install.sh', 'after-remove.sh'].map((name) => join(ROOT, 'resources/build/deb', name));

test.each(SCRIPTS)('%s is a script that every shell understands', (script) => {
  expect(() => debianTool('sh', ['-n', script])).not.toThrow();
  expect(readFileSync(script, 'utf8')).toMatch(/^#!\/bin\/sh\n/);
});

describeWhere(['root', 'dpkg'], 'the Debian package', () => {
  let stage = '';
  let folder = '';
  let order: DebOrder;
  let deb = '';
  beforeAll(() => {
    buildOnce();
    stage = stageProject();
    folder = mkdtempSync(join(tmpdir(), 'hakushi-deb-'));
    const fpm = join(folder, 'fpm');
    writeFileSync(
      fpm,
      `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'tests/packaging/fpm-stand-in.mjs')}' "$@"\n`,
    );
    chmodSync(fpm, 0o755);
    const env = { CUSTOM_FPM_PATH: fpm, HAKUSHI_FPM_ORDER: join(folder, 'order') };
    packageStage({ stage, kind: KINDS.linux, target: 'deb', env });
    order = readDebOrder(join(folder, 'order'));
    deb = buildDeb(order, folder);
  });
  afterAll(() => {
    removeStage(stage);
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what it is and what it needs', () => {
    const fields = debianTool('dpkg-deb', ['--field', deb]);
    expect(fields).toMatch(/^Package: hakushi\n/);
    expect(fields).toMatch(/^Maintainer: Hakushi contributors <root@localhost>$/m);
    expect(fields).toMatch(/^Homepage: file:\/\/\/opt\/Hakushi\/resources\/licences$/m);
    expect(fields).toMatch(/^Recommends: adb, usbmuxd$/m);
    expect(order.depends).toContain('libgtk-3-0');
  });

  test('brings a menu entry in both languages and the icon in every size', () => {
    const desktop = order.places.find(([, to]) => to.endsWith('.desktop'));
    expect(desktop?.[1]).toBe('/usr/share/applications/hakushi.desktop');
    const entry = readFileSync(desktop?.[0] ?? '', 'utf8');
    expect(entry).toMatch(/^Name=Hakushi$/m);
    expect(entry).toMatch(/^Name\[ja\]=白紙$/m);
    expect(entry).toMatch(/^Exec=\/opt\/Hakushi\/hakushi %U$/m);
    const sizes = order.places.flatMap(([, to]) => /hicolor\/(\d+)x\d+\/apps\/hakushi\.png$/.exec(to)?.[1] ?? []);
    expect(sizes.map(Number).sort((a, b) => a - b)).toEqual([16, 24, 32, 48, 64, 128, 256, 512]);
  });

  test('installs, installs again and goes, and the records of the shop stay', async () => {
    const root = new OtherRoot(join(folder, 'root'));
    const at = (path: string): string => join(root.folder, path);
    const permissions = (): Promise<PermissionsSeen> => lookAtPermissions(new ReadRoot(root.folder), []);
    const isInPlace = async (): Promise<void> => {
      expect(await permissions()).toMatchObject({ phoneRule: true, isPort100Blocked: true });
      expect(readlinkSync(at('usr/bin/hakushi'))).toBe('/opt/Hakushi/hakushi');
      expect(readFileSync(at(RULES), 'utf8')).toBe(readFileSync(join(ROOT, 'resources/udev/70-hakushi.rules'), 'utf8'));
      expect(statSync(at('opt/Hakushi/chrome-sandbox')).mode & 0o7777).toBe(0o4755);
      expect(existsSync(at('opt/Hakushi/resources/app.asar'))).toBe(true);
    };
    root.dpkg('--install', deb);
    await isInPlace();
    const ledger = at('home/shop/.local/share/hakushi/hakushi.sqlite');
    mkdirSync(join(ledger, '..'), { recursive: true });
    writeFileSync(ledger, 'records');
    root.dpkg('--install', deb);
    await isInPlace();
    root.dpkg('--remove', 'hakushi');
    expect(await permissions()).toMatchObject({ phoneRule: false, isPort100Blocked: false });
    for (const path of ['usr/bin/hakushi', RULES, 'opt/Hakushi']) expect(existsSync(at(path))).toBe(false);
    expect(() => readlinkSync(at('usr/bin/hakushi'))).toThrow('ENOENT');
    expect(readFileSync(ledger, 'utf8')).toBe('records');
    expect(existsSync(`/${RULES}`)).toBe(false);
  });
});
