import { setTimeout as wait } from 'node:timers/promises'
import { Refused, type Send } from '../system/api.ts'

/** Sends a call again for as long as it is throttled: seeding is in no hurry. */
export function patient(send: Send): Send {
  return async (method, path, body) => {
    for (;;) {
      try {
        return await send(method, path, body)
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'THROTTLED') throw error
        await wait(500)
      }
    }
  }
}

/** Asks until there is an answer; fails after two minutes, saying for what it waited. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 1200; attempt++) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await wait(100)
  }
  throw new Error(`Waited two minutes for ${what}.`)
}

/** Waits; false when it was told to stop. */
export async function pause(ms: number, stopped: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal: stopped })
    return true
  } catch {
    return false
  }
}
