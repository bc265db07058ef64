import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const SEARCHED = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];

function isInstalled(program: string): boolean {
  return SEARCHED.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Says why tests that need root and system programs cannot run here, or null when they can. The reason is printed, so that
 * a skipped test is never a silent one; where `CI` is set nothing may be skipped and the missing need is an error.
 */
export function unmetNeeds(programs: readonly string[]): string | null {
  const missing = programs.filter((program) => !isInstalled(program));
  const reasons = [
    ...(process.getuid?.() === 0 ? [] : ['root is needed for loop devices, mounts and other users']),
    ...(missing.length === 0 ? [] : [`programs missing: ${missing.join(', ')}`]),
  ];
  if (reasons.length === 0) return null;
  const reason = reasons.join('; ');
  if (process.env.CI) throw new Error(`these tests must run here but cannot: ${reason}`);
  console.log(`SKIPPED: ${reason}`);
  return reason;
}
