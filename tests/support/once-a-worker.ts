import { test } from 'vitest'

interface OfWorker<T> {
  /** Hands it to the file's tests before the first of them; makes it when no file of this worker has asked before. */
  beforeAll(take: (it: T) => void | Promise<void>): void
}

/** What takes long to make, and is shared by the files that run in one worker; it is closed when the worker ends. */
export function onceAWorker<T extends { close(): Promise<void> }>(make: () => Promise<T>): OfWorker<T> {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads in the pattern which other fixtures this one needs
  const ofWorker = test.extend('it', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const it = await make()
    onCleanup(() => it.close())
    return it
  })
  return { beforeAll: (take) => ofWorker.beforeAll(({ it }) => take(it as T)) }
}
