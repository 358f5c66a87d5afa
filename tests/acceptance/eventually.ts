import { setTimeout as wait } from 'node:timers/promises'

/** Asks until the answer is there; fails, saying for what it waited, after five minutes or more: a busy machine must not look like a failure. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  { minutes = 5 }: { minutes?: number } = {},
): Promise<T> {
  const begin = Date.now()
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    const waited = Date.now() - begin
    if (waited > minutes * 60_000) throw new Error(`Waited ${minutes} min for ${what}.`)
    // What takes long is asked for seldom: each question takes the processor from those who work on the answer.
    await wait(Math.min(Math.max(waited / 10, 25), 1_000))
  }
}
