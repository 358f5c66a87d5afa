import { setTimeout as wait } from 'node:timers/promises'

/** Asks until the answer is there; fails, saying for what it waited, after five minutes or more: a busy machine must not look like a failure. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  { minutes = 5 }: { minutes?: number } = {},
): Promise<T> {
  const end = Date.now() + minutes * 60_000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`Waited ${minutes} min for ${what}.`)
    await wait(25)
  }
}
