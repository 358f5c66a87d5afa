import { TRUNCATED_USAGE_FILES } from '@tenantry/contracts/metrics.ts'
import { DAY, hoursNear } from '@tenantry/metering/hours.ts'
import { readFile } from '@tenantry/metering/read-file.ts'
import { readNotice } from './read-notice.ts'
import type { Services } from './rebuild-hour.ts'
import { rebuildHour } from './rebuild-hour.ts'

/** Hours whose files may have expired are computed no more, and none that is still to come. */
const OLDEST = 80 * DAY
const NEWEST = DAY

export interface NoticeServices extends Services {
  bucket: string
}

/**
 * Works on the notices of a batch: all their files are indexed before the first hour is computed, so that an hour that several of them touch is
 * computed once. The answer works on one notice, as the queue's handler asks for it.
 */
export function takeNotices(services: NoticeServices, bodies: readonly string[]): (body: string) => Promise<void> {
  const indexed = new Map<string, Promise<number[]>>()
  const computed = new Map<number, Promise<void>>()
  const index = (body: string) => once(indexed, body, () => indexFiles(services, body))
  return async (body) => {
    await Promise.allSettled(bodies.map(index))
    for (const hour of await index(body)) await once(computed, hour, () => rebuildHour(services, hour))
  }
}

/** What failed fails for all that need it in this batch. */
function once<K, T>(known: Map<K, Promise<T>>, key: K, work: () => Promise<T>): Promise<T> {
  const begun = known.get(key) ?? work()
  known.set(key, begun)
  return begun
}

/** Enters the files of a notice under the hours that they are read for. */
async function indexFiles(services: NoticeServices, body: string): Promise<number[]> {
  const touched = new Set<number>()
  for (const key of readNotice(services.bucket, body)) {
    const bytes = await services.readFile(key)
    if (!bytes) continue
    const hours = new Set<number>()
    const report = await readFile(bytes, ({ time }) => {
      for (const hour of hoursNear(time)) hours.add(hour)
    })
    services.count(TRUNCATED_USAGE_FILES, report.isTruncated ? 1 : 0)
    if (report.isTruncated) services.logger.warn('a usage file ends before its end', { key })
    const now = services.system.now()
    for (const hour of hours) {
      if (hour < now - OLDEST || hour > now + NEWEST) {
        services.logger.warn('usage of an hour that is not computed', { key, hour: new Date(hour).toISOString() })
        continue
      }
      await services.index.addFile(hour, key)
      touched.add(hour)
    }
  }
  return [...touched].sort((one, other) => one - other)
}
