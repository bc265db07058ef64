/** English words of the board: what a Port shows, and what can be done with it. */
export const enBoard = {
  'board.state.empty': 'Empty',
  'board.state.connecting': 'Connecting',
  'board.state.reading': 'Reading',
  'board.state.attention': 'Attention',
  'board.state.unreadable': 'Unreadable',
  'board.state.no-method': 'No method',
  'board.state.blocked': 'Blocked',
  'board.state.ready': 'Can start',
} as const;
