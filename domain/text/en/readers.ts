/** English sentences of the command line about contactless readers. */
export const enReaders = {
  'readers.no-driver': 'This model has no driver here. Use an RC-S380 or RC-S300.',
  'readers.scan.state': 'Chip: {state}',
  'readers.scan.unnamed': 'something that nobody has a name for',
  'readers.scan.took': 'Read in {seconds} s on {reader}.',
  'readers.zero.done': 'Wrote zeros to {blocks} blocks and read them back.',
  'readers.zero.left': 'Not seen as zero: {left}',
} as const;
