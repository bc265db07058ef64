import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './node24.mjs';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the project's folder on this terminal and resolves to its exit code (128 + number after a signal).
 * Signals that reach us are handed on, so that nothing is left running behind a launcher that was ended.
 */
export function runChild(program, args, extraEnv = {}) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NODE_NO_WARNINGS: '1', ...extraEnv };
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env });
    // A terminal sends Ctrl-C to the whole group already; a second one would read as "at once".
    const handOn = (signal) => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    const ended = () => {
      for (const signal of forwarded) process.off(signal, handOn);
    };
    for (const signal of forwarded) process.on(signal, handOn);
    child.once('error', (error) => {
      ended();
      reject(error);
    });
    child.once('close', (code, signal) => {
      ended();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
