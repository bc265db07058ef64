/** Japanese words of the board: what a Port shows, and what can be done with it. */
export const jaBoard = {
  'board.state.empty': '空き',
  'board.state.connecting': '接続中',
  'board.state.reading': '読み取り中',
  'board.state.attention': '要対応',
  'board.state.unreadable': '読めません',
  'board.state.no-method': '消去方式なし',
  'board.state.blocked': '先に対応',
  'board.state.ready': '作業できます',
} as const;
