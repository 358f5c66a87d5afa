import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import type { Flood, Flooded } from '../flooder.ts'
import type { Get } from '../get.ts'
import { type Latency, latency, timed } from '../latency.ts'
import { round, withLoad } from '../processor.ts'

/** Sign-ups in a second, each confirmed with its code. */
const SIGN_UPS = 15
const CALLS = 100
const PAIRS = 3

/** A tenant by itself, and beside a flood of sign-ups, in turns. */
export function signUpFlood(get: Get, endpoints: Endpoints, neighbour: Tenant) {
  return withLoad(async () => {
    const alone: number[] = []
    const beside: number[] = []
    const floods: Flooded[] = []
    const url = `${neighbour.config.apiUrl.replace(/\/$/, '')}/products?limit=1`
    const calls = async (into: number[]) => into.push(...(await timed(CALLS, () => get(url, neighbour.token))))
    const worker = new Worker(new URL('../flooder.ts', import.meta.url), {
      workerData: {
        url: endpoints.controlPlaneApi,
        outbox: endpoints.outbox,
        perSecond: SIGN_UPS,
      } satisfies Flood,
    })
    await calls([])
    for (let pair = 0; pair < PAIRS; pair++) {
      await calls(alone)
      worker.postMessage('start')
      await once(worker, 'message')
      await calls(beside)
      worker.postMessage('stop')
      floods.push((await once(worker, 'message'))[0])
    }
    await worker.terminate()
    const [a, b]: [Latency, Latency] = [latency(alone), latency(beside)]
    return {
      perSecond: SIGN_UPS,
      alone: a,
      beside: b,
      ratio: { p50: round(b.p50 / a.p50), p99: round(b.p99 / a.p99) },
      floods,
    }
  })
}
