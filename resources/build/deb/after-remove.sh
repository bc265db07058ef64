#!/bin/sh
# Takes away what after-install.sh made. Ledgers and certificates are the shop's records: they stay.
set -e
root=$DPKG_ROOT
rules=usr/lib/udev/rules.d/70-hakushi.rules
blocked=usr/lib/modprobe.d/hakushi.conf

case "$1" in
  remove | purge) ;;
  # A newer version is about to put everything in place again.
  *) exit 0 ;;
esac

if [ "$(readlink "$root/usr/bin/hakushi" || true)" = /opt/Hakushi/hakushi ]; then rm -f "$root/usr/bin/hakushi"; fi
rm -f "$root/$rules" "$root/$blocked"
if [ -z "$root" ] && [ -S /run/udev/control ]; then udevadm control --reload || true; fi
