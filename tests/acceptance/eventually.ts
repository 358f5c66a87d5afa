import { setTimeout as wait } from 'node:timers/promises'

/** Asks until the answer is there; fails, saying for what it waited, after a minute. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 60_000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`Waited a minute for ${what}.`)
    await wait(25)
  }
}
