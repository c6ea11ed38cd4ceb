/** Work in parallel, results in order. */

/** Runs tasks ahead of their reader, at most `ahead` of them, and gives their results in order. Bounds the memory. */
export async function* inOrder<T>(tasks: Iterable<() => Promise<T>>, ahead: number): AsyncGenerator<T> {
  const running: Promise<T>[] = [];
  for (const task of tasks) {
    const result = task();
    // Awaited later, in its turn; until then its failure is nobody's unhandled rejection.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= ahead) yield await (running.shift() as Promise<T>);
  }
  for (const result of running) yield await result;
}
