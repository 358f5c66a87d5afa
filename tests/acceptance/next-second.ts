import { eventually } from './eventually.ts'

/** Tokens tell whole seconds: what begins in the second of an end is of after it. */
export function nextSecond(): Promise<true> {
  const second = Math.floor(Date.now() / 1000)
  return eventually('the next second', async () => Math.floor(Date.now() / 1000) > second)
}
