import type { BillMeter } from './faces.ts'
import type { ResourceType } from './resource-type.ts'
import type { Service } from './service.ts'

/**
 * One emulated service: everything that the cloud needs to know of it. What services ask of one another besides (core/faces.ts) is
 * handed over where they are built, in cloud.ts.
 */
export interface CloudService {
  /** The name of its folder. */
  name: string
  /** Its AWS API; undefined where only templates reach it. */
  api?: Service
  /** The types that templates may use. */
  resourceTypes: ResourceType[]
  /** What the endpoint serves for it besides its API. Undefined for a request that is not its own. */
  answer?(request: HttpRequest): Promise<HttpAnswer> | HttpAnswer | undefined
  /** Called at the end of each minute, with a time in it: bills what is there and costs by the hour. */
  bill?(meter: BillMeter, at: number): void
  /** Called once the endpoint listens: takes up what an earlier run has left, and begins what it does on its own. */
  start?(): void | Promise<void>
  /** Called in the end, before the services that it was built from: stops what it does, and stores what is not stored yet. */
  close?(): void | Promise<void>
}

/** A request as the endpoint's HTTP server read it. */
export interface HttpRequest {
  method: string
  /** Path and query, as sent. */
  url: string
  /** By lower-case name, every value that was sent (`IncomingMessage.headersDistinct`). */
  headers: NodeJS.Dict<string[]>
  /** By lower-case name, the name as the client wrote it. */
  headerNames: NodeJS.Dict<string>
  body: Buffer
  sourceIp: string
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer | string
}

/** An answer in JSON that nobody may keep. */
export const jsonAnswer = (status: number, body: object): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

/** Closes services, the last first. One that fails keeps none of the others from storing what it has; its error is thrown in the end. */
export async function closeAll(services: CloudService[]): Promise<void> {
  const failures: unknown[] = []
  for (const service of services.toReversed()) {
    try {
      await service.close?.()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
