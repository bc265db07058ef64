import {
  AUDIT_LIMITS,
  AUDIT_REPORT_SCHEMA,
  type AuditContent,
  type AuditDevice,
  type AuditException,
  type AuditPeriod,
  type AuditReport,
  NOT_RECORDED,
} from './audit-report.ts';
import { agingOf, countDevices, phonesByOperator } from './audit-report-counts.ts';
import { requirementMap } from './audit-report-needs.ts';
import { dayOf } from './audit-report-period.ts';
import type { AuditStream } from './audit-report-stream.ts';
import { canonicalText } from './canonical.ts';
import type { JsonObject } from './json.ts';
import type { ChainAnswer } from './ledger-faults.ts';
import { APPLE_LIMITS, LIMITS, type LimitId, type SignatureBlock } from './report.ts';

/** What a report is put together from. */
export interface AuditParts {
  readonly period: AuditPeriod;
  readonly stream: AuditStream;
  readonly chain: ChainAnswer;
  /** Entries that could not be read as such. */
  readonly unreadable: number;
  readonly devices: readonly AuditDevice[];
  /** What is out of the ordinary with single phones; what happened to the ledger comes from the stream. */
  readonly exceptions: readonly AuditException[];
  readonly devicesCsvSha256: string;
}

/** Puts the content of a report together. */
export function auditContent(parts: AuditParts): AuditContent {
  const { period, stream, chain, devices } = parts;
  const { keys, lastSealSeq, inPeriod, workstation } = stream;
  const isWhole = chain.ok && parts.unreadable === 0;
  return {
    reportNo: `AR-${workstation ?? 'unknown'}-${period.from}-${period.to}-${chain.head?.seq ?? 0}`,
    practice: stream.practice,
    period,
    workstation,
    store: stream.shop('shop-name', 'shop-address', 'shop-phone') || NOT_RECORDED,
    licence: stream.shop('shop-licence') || NOT_RECORDED,
    author: NOT_RECORDED,
    asOf: stream.asOf,
    chain: { ...chain, keys, lastSealSeq, unreadable: parts.unreadable, period: inPeriod },
    counts: countDevices(devices),
    aging: agingOf(devices, stream.asOf && dayOf(stream.asOf)),
    devices,
    carriedOver: [...stream.carriedOver],
    exceptions: [...stream.exceptions, ...parts.exceptions].sort((one, other) => one.seq - other.seq),
    operators: stream.people.list(phonesByOperator(devices)),
    requirements: requirementMap(devices, isWhole),
    policy: NOT_RECORDED,
    techniques: NOT_RECORDED,
    equipment: NOT_RECORDED,
    sampling: NOT_RECORDED,
    incidents: NOT_RECORDED,
    contractors: NOT_RECORDED,
    retention: NOT_RECORDED,
    limits: [...AUDIT_LIMITS, ...LIMITS, ...appleLimits(devices)],
    devicesCsvSha256: parts.devicesCsvSha256,
  };
}

/** A report with iPhones says of them what their own papers say. */
function appleLimits(devices: readonly AuditDevice[]): readonly LimitId[] {
  return devices.some(({ overwrite }) => overwrite === 'not-applicable')
    ? APPLE_LIMITS.filter((limit) => !LIMITS.some((one) => one === limit))
    : [];
}

/** The text that the signature of a report covers, and whose SHA-256 is its content hash. */
export function auditText(content: AuditContent): string {
  return canonicalText(content as unknown as JsonObject);
}

/** The exact text of a report's file, given the text of its content: tens of megabytes are not written out twice. */
export function auditReportText(contentText: string, signature: SignatureBlock | null): string {
  const rest: Omit<AuditReport, 'content'> = {
    schema: 'hakushi-audit-report',
    schemaVersion: AUDIT_REPORT_SCHEMA,
    signature,
  };
  // `content` is the first of the fields in canonical order, so that the others follow it as they stand.
  return `{"content":${contentText},${canonicalText(rest as unknown as JsonObject).slice(1)}`;
}
