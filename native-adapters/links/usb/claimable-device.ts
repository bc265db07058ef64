/** A direction of USB, seen from the computer. */
export type Direction = 'in' | 'out';

/** One endpoint by its descriptor. */
export interface ClaimableEndpoint {
  readonly endpointNumber: number;
  readonly direction: Direction;
  readonly type: string;
  readonly packetSize: number;
}

/** What a device offers in its active configuration. */
export interface ClaimableConfiguration {
  readonly configurationValue: number;
  readonly interfaces: readonly {
    readonly interfaceNumber: number;
    readonly alternate: {
      readonly interfaceClass: number;
      readonly endpoints: readonly ClaimableEndpoint[];
    };
  }[];
}

/**
 * A device of the package `usb` 3.x as far as it is used here. The package's own types lack the third argument of transfers, without which
 * each of them ends after one second; 0 would end it at once.
 */
export interface ClaimableDevice {
  readonly bus: string;
  readonly ports: readonly number[];
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  /** Reading it throws where the device has no configuration yet. */
  readonly configuration?: ClaimableConfiguration | null | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  detachKernelDriver(interfaceNumber: number): Promise<void>;
  attachKernelDriver(interfaceNumber: number): Promise<void>;
  clearHalt(direction: Direction, endpointNumber: number): Promise<void>;
  transferIn(
    endpointNumber: number,
    length: number,
    withinMs: number,
  ): Promise<{ readonly data?: DataView | undefined }>;
  transferOut(
    endpointNumber: number,
    bytes: Uint8Array<ArrayBuffer>,
    withinMs: number,
  ): Promise<{ readonly bytesWritten: number }>;
}
