import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Answer, type Client, client } from '../acceptance/client.ts'
import { askConfig, type Tenant } from '../acceptance/onboarding.ts'

const LAMP = { name: 'Lamp', sku: 'B-1', price: 5, category: 'Light', stock: 1 }

/** What a shop's people met while the tenant moved. */
export interface Met {
  /** Calls that came to an end: writes that were acknowledged, and reads. */
  writes: number
  reads: number
  failedReads: string[]
  failedWrites: string[]
  /** Milliseconds from the first try of each write that the fence refused until it was acknowledged. */
  held: number[]
}

/** More calls at once are more than the machine does: later ones wait, and the rates that are reached say so. */
const MOST_AT_ONCE = 16

/**
 * A shop in which people write and read at steady rates, wherever it is served: a call begins at its time, unless too many are under way. Every second write
 * deletes one of the ids that are given, the others add something.
 */
export function steadyShop(endpoints: Endpoints, { config, token }: Tenant, filled: string[]) {
  let api: Client = client(config.apiUrl, token)
  const met: Met = { writes: 0, reads: 0, failedReads: [], failedWrites: [], held: [] }
  const added = new Set<string>()
  const deleted = new Set<string>()
  const underWay = new Set<Promise<void>>()
  let isOver = false

  async function locate(): Promise<void> {
    api = client((await askConfig(endpoints, config.name)).body.apiUrl, token)
  }

  /** As the web does: looks the address up again when the tenant has moved, and asks again after a fence. */
  async function ask(send: (api: Client) => Promise<Answer>): Promise<{ answer: Answer; wasHeld: boolean }> {
    for (let wasHeld = false; ; ) {
      const answer = await send(api)
      const { code } = answer.body ?? {}
      if (code === 'TENANT_MOVED') await locate()
      else if (code !== 'TENANT_MOVING') return { answer, wasHeld }
      wasHeld ||= code === 'TENANT_MOVING'
      if (code === 'TENANT_MOVING') await pause(Number(answer.headers.get('retry-after') ?? 1) * 1000)
    }
  }

  async function write(n: number): Promise<void> {
    const began = performance.now()
    const id = n % 2 === 0 ? filled.pop() : undefined
    const { answer, wasHeld } = await ask((one) =>
      id === undefined ? one.post('/products', LAMP) : one.delete(`/products/${id}`),
    )
    if (answer.status === 201) added.add(answer.body.id)
    else if (answer.status === 204 && id) deleted.add(id)
    else return void met.failedWrites.push(`${answer.status} ${JSON.stringify(answer.body)}`)
    met.writes++
    if (wasHeld) met.held.push(performance.now() - began)
  }

  async function read(): Promise<void> {
    const id = filled[0]
    const { answer } = await ask((one) => one.get(`/products/${id}`))
    met.reads++
    if (answer.status !== 200) met.failedReads.push(`${answer.status} ${JSON.stringify(answer.body)}`)
  }

  async function keep(perSecond: number, call: (n: number) => Promise<void>, failures: string[]): Promise<void> {
    const began = performance.now()
    for (let n = 0; !isOver; n++) {
      const wait = began + (n * 1000) / perSecond - performance.now()
      if (wait > 0) await pause(wait)
      while (underWay.size >= MOST_AT_ONCE) await Promise.race(underWay)
      const going = call(n).catch((error: unknown) => void failures.push(String(error)))
      underWay.add(going)
      void going.then(() => underWay.delete(going))
    }
  }

  return {
    met,
    /** Answers what stops it. */
    open(rates: { writes: number; reads: number }): () => Promise<void> {
      const loops = [keep(rates.writes, write, met.failedWrites), keep(rates.reads, read, met.failedReads)]
      return async () => {
        isOver = true
        await Promise.all(loops)
        await Promise.all(underWay)
      }
    },
    /** How many acknowledged writes are not among these ids, which are all that there are. */
    lost: (ids: ReadonlySet<string>): number =>
      [...added].filter((id) => !ids.has(id)).length + [...deleted].filter((id) => ids.has(id)).length,
  }
}
