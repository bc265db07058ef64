import { isImei } from '../../../domain/imei.ts';
import type { CertificateContent } from '../../../domain/report.ts';

/** Whether a number that the second person read is one of the phone's; `unknown` as long as the record is not read. */
export type NumberAnswer = 'same' | 'other' | 'invalid' | 'unknown';

/**
 * Compares what the second person read with the phone on record, as the program will: by IMEI, or by serial number where the phone
 * has no IMEI. A slip is so found before it ends a job.
 */
export function numberAnswer(content: CertificateContent | null, read: string): NumberAnswer {
  const device = content?.device;
  if (!device) return 'unknown';
  if (device.imeis.is === 'value') {
    if (!isImei(read)) return 'invalid';
    return device.imeis.value.includes(read) ? 'same' : 'other';
  }
  if (device.serial.is !== 'value' || read === '' || isImei(read)) return 'other';
  return device.serial.value === read ? 'same' : 'other';
}
