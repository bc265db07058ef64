#!/bin/busybox sh
# First process of the guest: lays a throw-away memory layer over the host's read-only root and runs one job in it.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev

word() { for w in $(cat /proc/cmdline); do case "$w" in "$1="*) echo "${w#*=}" ;; esac; done; }
fail() { echo "GUEST refused: $1"; poweroff -f; }

# The module loader works in this root, not in the job's: everything a job may need is loaded here, by hand.
for name in $(cat /wanted-modules); do modprobe "$name" || echo "GUEST module missing: $name"; done
ip link set lo up

mount -t tmpfs layer /layer
mkdir -p /layer/upper /layer/work
mount -t 9p -o trans=virtio,version=9p2000.L,msize=1048576,cache=loose,ro host /lower || fail 'no host root'
mount -t overlay -o lowerdir=/lower,upperdir=/layer/upper,workdir=/layer/work root /newroot || fail 'no overlay'
mkdir -p /newroot/proc /newroot/sys /newroot/dev /newroot/run /newroot/mnt
mount --move /proc /newroot/proc
mount --move /sys /newroot/sys
mount --move /dev /newroot/dev
mount -t tmpfs run /newroot/run
mkdir -p /newroot/dev/pts /newroot/dev/shm /newroot/run/shared
mount -t devpts pts /newroot/dev/pts
mount -t tmpfs shm /newroot/dev/shm
mount -t 9p -o trans=virtio,version=9p2000.L,msize=1048576,cache=none shared /newroot/run/shared || fail 'no shared folder'
mount -t proc proc /proc

echo "GUEST ready after $(cut -d' ' -f1 /proc/uptime) s"
chroot /newroot /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
  SHARED=/run/shared "$(word guest.shell)" /run/shared/job
echo "GUEST exit $?"
sync
poweroff -f
