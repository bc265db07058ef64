/** English titles and next steps of errors about contactless readers, chips of phones, and loose cards. */
export const enErrorsReaders = {
  'error.reader.absent.title': 'No contactless reader found',
  'error.reader.absent.action': 'Plug an RC-S380 or RC-S300 straight into this computer.',
  'error.reader.busy.title': 'Another program is using the contactless reader',
  'error.reader.busy.action':
    'End the software that uses it; on Linux unload the port100 driver. It is opened as soon as it is free.',
  'error.reader.driver.title': 'The driver of the contactless reader does not fit',
  'error.reader.driver.action':
    "On Windows give the reader the WinUSB driver. Until that is undone, Sony's software cannot use it.",
  'error.reader.not-permitted.title': 'This computer may not open the contactless reader',
  'error.reader.not-permitted.action':
    'Ask the administrator to install the udev rules, then plug the reader in again.',
  'error.reader.unplugged.title': 'The contactless reader was unplugged',
  'error.reader.unplugged.action': 'Plug it in again. What it had half read is not used.',
  'error.reader.hung.title': 'The contactless reader does not answer',
  'error.reader.hung.action': 'Unplug it, wait a few seconds, and plug it in again.',
  'error.reader.protocol.title': 'The contactless reader sent a broken answer ({what})',
  'error.reader.protocol.action':
    'It is tried again by itself. If it goes on, change cable and socket and call the technician.',
  'error.reader.session-taken.title': 'Another program took the contactless reader away',
  'error.reader.session-taken.action': 'End the other program that uses it. It is opened again by itself.',
  'error.reader.hot.title': 'The contactless reader is too hot',
  'error.reader.hot.action': 'Take the phone off and let it cool for some minutes. Nothing is read until then.',
  'error.reader.boot-loader.title': 'The contactless reader started in its update mode',
  'error.reader.boot-loader.action':
    'If plugging it in again does not help, call the technician. It cannot read like this.',
  'error.chip.absent.title': 'Nothing is found on the reader',
  'error.chip.absent.action': 'Check power, screen lock and NFC of the phone, and lay its FeliCa mark on the reader.',
  'error.chip.multiple.title': 'Two or more chips answer',
  'error.chip.multiple.action':
    'Take every other phone and card away, also those in the case, lay one phone only on the reader and read again.',
  'error.chip.changed.title': 'Another chip answered half-way',
  'error.chip.changed.action':
    'Take every other phone and card away, lay one phone still on the reader and read it again. This reading can be bound to no phone.',
  'error.chip.command-refused.title': 'A command that this chip must never receive was stopped',
  'error.chip.command-refused.action': 'Nothing was sent. Report this message and the records to the developers.',
  'error.chip.reading-gone.title': 'That reading is not there any more',
  'error.chip.reading-gone.action': 'Lay the phone on the reader again and read it once more.',
  'error.chip.not-this-phone.title': "This chip is another phone's",
  'error.chip.not-this-phone.action':
    'Compare the phone on the reader with the record on the screen. It is not bound to this record.',
  'error.chip.wrong-scan.title': 'This reading was not made for this kind of phone',
  'error.chip.wrong-scan.action':
    'Set the reader to "iPhone" for an iPhone and to "Phone" for every other phone, then read it again.',
  'error.chip.already-bound.title': 'That reading is bound to a record already',
  'error.chip.already-bound.action': 'Read the chip again if another one is needed.',
  'error.chip.no-record.title': 'This phone has no record yet',
  'error.chip.no-record.action': 'Connect the phone by cable and let it be read, then bind the reading.',
  'error.chip.data-remains.title': 'The chip is not settled yet',
  'error.chip.data-remains.action': 'It may not be sold. Settle what the chip screen still shows.',
  'error.chip.data-file.title': "The shop's own data about chips cannot be used ({file}: {why})",
  'error.chip.data-file.action':
    'Let an administrator check the contents and signature of this file in the folder felica. Only the built-in data are used meanwhile.',
  'error.chip.program-file.title': 'The built-in data about chips cannot be used ({file}: {why})',
  'error.chip.program-file.action':
    'Install the program again. Until then it goes on without them, and nothing that is not known counts as empty.',
  'error.chip.tool-unusable.title': "Another company's tool cannot be used ({tool}: {what})",
  'error.chip.tool-unusable.action':
    'Let an administrator check this tool in the folder tools. The other tools can be used.',
  'error.chip.tool-failed.title': "Another company's tool failed",
  'error.chip.tool-failed.action':
    'Look at what the tool shows. The chip does not count as empty until a reader has read it again.',
  'error.chip.tool-unknown.title': 'That tool is not registered',
  'error.chip.tool-unknown.action': 'Ask the administrator to check how the tool is registered.',
  'error.card.not-zeroable.title': 'This chip may not be written to',
  'error.card.not-zeroable.action':
    "Nothing was written. A phone's chip is never written to. Return the card to its issuer or shred it.",
  'error.card.not-zeroed.title': 'The card could not be zeroed to its end',
  'error.card.not-zeroed.action': 'Leave the card still and do it again. If something stays, shred it.',
} as const;
