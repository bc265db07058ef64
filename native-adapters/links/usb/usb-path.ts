/** The physical place in adb's own spelling (`usb:1-1.2`); a bus without a number keeps the end of its name, in the alphabet of ids. */
export function usbPath({ bus, ports }: { readonly bus: string; readonly ports: readonly number[] }): string {
  const name = /^\d+$/.test(bus) ? String(Number(bus)) : bus.replaceAll(/[^A-Za-z0-9]/g, '_').slice(-48);
  return `usb:${name}-${ports.join('.')}`;
}
