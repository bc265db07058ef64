// A utility process that answers its parent and ends when it is told to.
process.parentPort.on('message', ({ data }) => {
  if (data === 'end') process.exit(5);
  process.parentPort.postMessage({ heard: data, hasSend: typeof process.send, args: process.argv.slice(2) });
});
