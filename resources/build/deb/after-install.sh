#!/bin/sh
# Runs when the files are in place; it may run again, and it works on another root (DPKG_ROOT) as well.
set -e
root=$DPKG_ROOT
app=/opt/Hakushi
rules=usr/lib/udev/rules.d/70-hakushi.rules
blocked=usr/lib/modprobe.d/hakushi.conf

ln -sfn "$app/hakushi" "$root/usr/bin/hakushi"

# Where ordinary users may not make namespaces, Chromium's sandbox starts by this helper.
if [ -f "$root$app/chrome-sandbox" ]; then chmod 4755 "$root$app/chrome-sandbox"; fi

# Who sits at this computer may use the phones and card readers that are plugged into it.
install -D -m 0644 "$root$app/resources/udev/70-hakushi.rules" "$root/$rules"
# From the next start of the computer on: a driver that waits for a dead reader cannot be taken away now.
install -D -m 0644 "$root$app/resources/modprobe/hakushi.conf" "$root/$blocked"
if [ -z "$root" ] && [ -S /run/udev/control ]; then
  udevadm control --reload || true
  udevadm trigger --subsystem-match=usb --action=change || true
fi
