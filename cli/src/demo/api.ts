import { setTimeout as wait } from 'node:timers/promises'

/** A call that the API refused. */
export class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(call: string, status: number, body: { code?: string; message?: string }) {
    super(`${call}: ${status} ${body.code ?? ''} ${body.message ?? ''}`)
    this.status = status
    this.code = body.code ?? ''
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the shapes of the OpenAPI document
export type Send = (method: string, path: string, body?: unknown) => Promise<any>

/** Sends one call, and throws Refused for any answer but a good one. */
export function api(baseUrl: string, token?: () => Promise<string>): Send {
  const base = baseUrl.replace(/\/$/, '')
  return async (method, path, body) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${await token()}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = text === '' ? {} : JSON.parse(text)
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer)
    return answer
  }
}

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

/** Works on a list, a few at a time. */
export async function each<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}
