/** English: why this computer sees no phones or cannot work on them. */
export const enCausesComputer = {
  'cause.computer.no-usb-bus.title': 'The USB buses of this computer cannot be seen',
  'cause.computer.no-usb-bus.see':
    'There is no list of USB devices. Work by adb goes on, but phones with debugging off and contactless readers are not seen.',
  'cause.computer.no-usb-bus.fix':
    'In a container or virtual machine, ask the administrator whether USB is passed in.\nOn a real computer, see whether USB is switched off in the BIOS (UEFI).',
  'cause.computer.usb-watch-stopped.title': 'The watch over USB does not answer',
  'cause.computer.usb-watch-stopped.see':
    'Work on phones goes on, but newly plugged devices may not be seen. A contactless reader that does not answer can cause this.',
  'cause.computer.usb-watch-stopped.fix':
    'Unplug the contactless reader. The watch starts again by itself.\nIf that does not help, restart the computer when there is time.',
  'cause.computer.container.title': 'The program runs in a container',
  'cause.computer.container.see':
    'This program runs in a container ({kind}). Of what is plugged in it sees only what is passed in.',
  'cause.computer.container.fix':
    'Ask the administrator: install it outside the container, or pass /dev/bus/usb in so that it can be written to.',
  'cause.computer.virtual-machine.title': 'The program runs in a virtual machine',
  'cause.computer.virtual-machine.see':
    'This computer seems to be a virtual machine ({kind}). Of what is plugged in it sees only what is passed in.',
  'cause.computer.virtual-machine.fix':
    'Ask the administrator: pass a whole USB controller to the virtual machine.\nWhere devices are passed one by one, a phone is lost at each restart.',
  'cause.computer.wsl.title': 'The program runs in WSL (Linux inside Windows)',
  'cause.computer.wsl.see': 'USB devices are not passed to WSL as it is.',
  'cause.computer.wsl.fix': 'Use Hakushi for Windows.',
  'cause.computer.sandboxed-install.title': 'The program was installed in a closed form (snap or flatpak)',
  'cause.computer.sandboxed-install.see':
    'The program runs closed off from the rest ({kind}) and may not be able to touch USB.',
  'cause.computer.sandboxed-install.fix': 'Install the deb or the AppImage in its place.',
  'cause.computer.udev-not-running.title': 'The manager of devices (udev) is not running',
  'cause.computer.udev-not-running.see':
    '/run/udev is not there. No news of plugging and unplugging comes, and no rule of permission works.',
  'cause.computer.udev-not-running.fix':
    'Ask the administrator: start systemd-udevd.\nInside a container, pass /run/udev of the outside in for reading.',
  'cause.computer.window-sandbox.title': 'What protects the window is not available; it may not open',
  'cause.computer.window-sandbox.see':
    'This Linux forbids namespaces of users ({setting}). The protection of the window (Electron) needs them.',
  'cause.computer.window-sandbox.fix':
    'Ask the administrator: use the deb, or allow Hakushi this setting.\nDo not start it with its protection switched off (--no-sandbox).',
  'cause.computer.no-udev-rule.title': 'The rule that lets phones and readers be opened (udev rule) is missing',
  'cause.computer.no-udev-rule.see': 'A device cannot be opened ({name}), and no rule for Android was found.',
  'cause.computer.no-udev-rule.fix':
    'Ask the administrator: put 70-hakushi.rules into /etc/udev/rules.d and run udevadm control --reload (the deb does this by itself).\nPlug the phone in again.',
  'cause.computer.not-in-plugdev.title': 'The user is not in the group plugdev',
  'cause.computer.not-in-plugdev.see':
    'There is a rule, but this user is not in plugdev, and a device cannot be opened ({name}).',
  'cause.computer.not-in-plugdev.fix':
    'Ask the administrator: add the user to the group plugdev (and create it if it is missing).\nLog in again.',
  'cause.computer.usb-device-blocked.title': "The computer's protection blocks a USB device",
  'cause.computer.usb-device-blocked.see':
    'A device ({name}) is plugged in but may not be used. USBGuard and the like do this.',
  'cause.computer.usb-device-blocked.fix':
    'Ask the administrator: put this port and device on the list of allowed ones (with USBGuard: usbguard list-devices and allow-device).',
  'cause.computer.port-disabled.title': 'A port is switched off',
  'cause.computer.port-disabled.see':
    'Are the same phone and cable seen on another port, and nothing ever on this one? A setting (BIOS, management software) can switch a port off.',
  'cause.computer.port-disabled.fix': 'Use another port.\nAsk the administrator why this one was switched off.',
  'cause.computer.over-current.title': 'A port was stopped because it drew too much current',
  'cause.computer.over-current.see':
    'Too much current was noted on a port ({socket}). The number of times ({count}) counts from the start of the computer.',
  'cause.computer.over-current.fix':
    'Unplug the phone and the cable of that port. Do not plug in damaged cables or wet phones.\nUse a hub with a power adapter.',
  'cause.computer.hub-without-power.title': 'The hub has no power adapter, and power seems short',
  'cause.computer.hub-without-power.see':
    'A hub ({name}) lives on the power of the computer alone. What the devices on it ask for in all ({demand}) is more than it can pass on.',
  'cause.computer.hub-without-power.fix':
    "Connect the hub's power adapter.\nIf it has none, use a hub that has one, or plug in fewer devices.",
  'cause.computer.crowded-bus.title': 'Too many devices are on one bus',
  'cause.computer.crowded-bus.see':
    'One bus ({bus}) carries many devices ({count}); hubs count too. The limit is 127, and some computers take fewer.',
  'cause.computer.crowded-bus.fix': 'Plug hubs into different ports of the computer.\nA USB card adds buses.',
  'cause.computer.not-configured.title': 'A device is seen but has not begun to work',
  'cause.computer.not-configured.see':
    'A device ({name}) has no configuration. This happens when power or bandwidth is short.',
  'cause.computer.not-configured.fix':
    'Plug it into the computer itself or into a hub with a power adapter.\nIf that does not help, unplug other devices.',
  'cause.computer.power-saving.title': 'Power saving may put USB devices to sleep',
  'cause.computer.power-saving.see':
    'Automatic power saving is on for a phone or reader ({name}). After a while it may stop answering.',
  'cause.computer.power-saving.fix':
    'Linux: ask the technician to take USB out of TLP or other power-saving software.\nWindows: switch "USB selective suspend" off in the power options.',
  'cause.computer.hub-switched-off.title': 'The hub, or one of its switches, is off',
  'cause.computer.hub-switched-off.see': "Are all phones of one hub missing? Look at the hub's lamp.",
  'cause.computer.hub-switched-off.fix':
    "Look at the hub's power adapter and switches.\nPlug the cable between hub and computer in again.",
  'cause.computer.docking-station.title': 'The phone is on a docking station or on the USB of a screen',
  'cause.computer.docking-station.see': 'Is there a dock or a monitor between computer and phone?',
  'cause.computer.docking-station.fix':
    'Plug the phone into the computer itself or into a hub with a power adapter.\nFor the dock, look at its power and at updates of its firmware.',
  'cause.computer.long-cable.title': 'The cable or extension is too long, or there are too many adapters',
  'cause.computer.long-cable.see': 'Is the cable longer than two metres, or is there an extension or an adapter?',
  'cause.computer.long-cable.fix': 'Use a cable of one metre or less, without adapters.',
  'cause.computer.usb3-twin.title': 'The phone changes between USB 3 and USB 2',
  'cause.computer.usb3-twin.see':
    'Does a phone in the same place appear under another port each time? One socket has two names, one for USB 2 and one for USB 3.',
  'cause.computer.usb3-twin.fix':
    'Use "learn this port" to make the two names one place.\nIf it is not steady, use a USB 2 cable or hub.',
  'cause.computer.sleeping.title': 'The connection was lost while the computer slept',
  'cause.computer.sleeping.see': 'Were all phones gone when somebody came back to the computer?',
  'cause.computer.sleeping.fix':
    'Plug the phones in again. Phones that were being worked on are not erased yet.\nSwitch off sleep, and leave the lid open.',
  'cause.computer.blocked-by-policy.title': "The company's management or protection software forbids USB devices",
  'cause.computer.blocked-by-policy.see': 'Does a message say that the administrator has blocked this?',
  'cause.computer.blocked-by-policy.fix':
    'Ask the administrator to allow phones and USB on this computer.\nWrite down what was allowed and for how long.',
  'cause.computer.mac-accessory.title': 'The Mac does not let the accessory connect',
  'cause.computer.mac-accessory.see': 'Does it ask "Allow accessory to connect?" A locked Mac does not ask.',
  'cause.computer.mac-accessory.fix':
    'Unlock the Mac and press Allow.\nIf it asks each time, look at "Allow accessories to connect" in System Settings → Privacy & Security.',
} as const;
