/** How a test that started this process speaks to it; without one, nothing is served. */
export interface TestLine {
  tell(news: object): void;
  /** From now on runs what tests send, with Electron's module as its first argument, as Playwright's `evaluate` does. */
  serve(electron: object, quit: () => void): void;
}

/** What a test sends: a function's source and one plain argument, or the wish to quit. */
export type TestOrder = { readonly id: number; readonly run: string; readonly arg: unknown } | { readonly quit: true };

/** What a test hears. */
export type TestNews =
  | { readonly debugging: string }
  | { readonly window: true }
  | { readonly id: number; readonly value?: unknown; readonly error?: string };

/** Opens the line to the test over Node's own channel, which does not keep this process alive. */
export function serveTests(): TestLine {
  const send = process.env['HAKUSHI_STAND_IN_PORT'] === '1' ? process.send?.bind(process) : undefined;
  return {
    tell: (news) => void send?.(news),
    serve: (electron, quit) => {
      if (!send) return;
      process.on('message', (order: TestOrder) => {
        if ('quit' in order) return quit();
        run(electron, order).then(
          (value) => send({ id: order.id, value }),
          (error) =>
            send({ id: order.id, error: error instanceof Error ? (error.stack ?? error.message) : `${error}` }),
        );
      });
      process.channel?.unref();
    },
  };
}

async function run(electron: object, order: { readonly run: string; readonly arg: unknown }): Promise<unknown> {
  const made: unknown = new Function(`return (${order.run})`)();
  if (typeof made !== 'function') throw new TypeError('evaluate wants a function');
  return made(electron, order.arg);
}
