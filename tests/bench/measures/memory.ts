import type { Tenant } from '../../acceptance/onboarding.ts'
import type { Get } from '../get.ts'
import { perSecond } from '../latency.ts'
import { round } from '../processor.ts'
import type { Host } from '../start-host.ts'
import type { Product } from './request-path.ts'

const REQUESTS = 4000
const LOOPS = 8
const SAMPLES = 10
const MEGABYTE = 1024 * 1024

export const megabytes = (bytes: number): number => round(bytes / MEGABYTE, 0)

/** Resident memory of the whole system (gateway, every emulated service, all functions) while requests come; the most of several samples. */
export async function memoryUnderLoad(host: Host, get: Get, tenant: Tenant, { id }: Product): Promise<number> {
  const url = `${tenant.config.apiUrl.replace(/\/$/, '')}/products/${id}`
  let most = 0
  for (let sample = 0; sample < SAMPLES; sample++) {
    await perSecond(REQUESTS / SAMPLES, LOOPS, () => get(url, tenant.token))
    most = Math.max(most, await host.ask('memory'))
  }
  return megabytes(most)
}
