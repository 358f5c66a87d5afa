import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Tenant } from '../../acceptance/onboarding.ts'
import type { Attack, Attacked } from '../aggressor.ts'
import type { Get } from '../get.ts'
import { latency } from '../latency.ts'
import { round, withLoad } from '../processor.ts'

/** The tier's limit for each tenant: low, so that twenty times of it fit on a laptop. */
export const LIMIT = { rate: 10, burst: 20 }
const TIMES = 20
const PAIRS = 5
/** The victim keeps to half of its rate. */
const POLITE = LIMIT.rate / 2
const CALLS = 30

interface Seen {
  statuses: number[]
  milliseconds: number[]
}

/** A polite tenant by itself and beside an aggressor of the same tier, in turns. */
export function neighbour(get: Get, { victim, aggressor }: { victim: Tenant; aggressor: Tenant }) {
  return withLoad(async () => {
    const alone: Seen = { statuses: [], milliseconds: [] }
    const beside: Seen = { statuses: [], milliseconds: [] }
    const attacks: Attacked[] = []
    const worker = new Worker(new URL('../aggressor.ts', import.meta.url), {
      workerData: { url: list(aggressor), token: aggressor.token, perSecond: LIMIT.rate * TIMES } satisfies Attack,
    })
    for (let pair = 0; pair < PAIRS; pair++) {
      await steadily(get, victim, alone)
      worker.postMessage('start')
      await steadily(get, victim, beside)
      worker.postMessage('stop')
      attacks.push((await once(worker, 'message'))[0])
    }
    await worker.terminate()
    const [a, b] = [latency(alone.milliseconds), latency(beside.milliseconds)]
    return {
      limit: LIMIT,
      victim: { perSecond: POLITE, alone: { ...a, ...outcome(alone) }, beside: { ...b, ...outcome(beside) } },
      ratio: { p50: round(b.p50 / a.p50), p99: round(b.p99 / a.p99) },
      aggressor: { ...total(attacks), refusal: attacks.find(({ refusal }) => refusal)?.refusal ?? null },
      pairs: PAIRS,
    }
  })
}

const list = ({ config }: Tenant): string => `${config.apiUrl.replace(/\/$/, '')}/products?limit=1`

/** Each call when its time has come, whether or not the one before was answered. */
async function steadily(get: Get, tenant: Tenant, seen: Seen): Promise<void> {
  const began = performance.now()
  const call = async () => {
    const sent = performance.now()
    const { status } = await get(list(tenant), tenant.token)
    seen.milliseconds.push(performance.now() - sent)
    seen.statuses.push(status)
  }
  const calls: Promise<void>[] = []
  for (let index = 0; index < CALLS; index++) {
    await pause(Math.max(0, began + (index / POLITE) * 1000 - performance.now()))
    calls.push(call())
  }
  await Promise.all(calls)
}

const share = (statuses: number[], wanted: number): number =>
  round(statuses.filter((status) => status === wanted).length / statuses.length, 4)

const outcome = ({ statuses }: Seen) => ({
  throttled: statuses.filter((status) => status === 429).length,
  throttledShare: share(statuses, 429),
  successRate: share(statuses, 200),
})

function total(attacks: Attacked[]) {
  const statuses: Record<string, number> = {}
  let [answered, seconds] = [0, 0]
  for (const attack of attacks) {
    seconds += attack.seconds
    for (const [status, count] of Object.entries(attack.statuses)) {
      statuses[status] = (statuses[status] ?? 0) + count
      answered += count
    }
  }
  const perSecond = round(answered / seconds, 1)
  return { perSecond, timesItsLimit: round(perSecond / LIMIT.rate, 1), statuses }
}
