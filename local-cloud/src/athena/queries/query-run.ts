import type { CloudContext } from '../../core/cloud-context.ts'
import type { BillMeter, CallerObjects, Catalog, Iam } from '../../core/faces.ts'
import type { Principal } from '../../core/principal.ts'
import type { QueryStore } from '../stores/query-store.ts'

/** What queries are run by. */
export interface QueryServices {
  context: CloudContext
  iam: Pick<Iam, 'authorize'>
  catalog: Catalog
  objects: CallerObjects
  queries: QueryStore
  meter: BillMeter
}

/** One query that runs. */
export interface QueryRun {
  principal: Principal
  /** Of the query alone; it does not exist yet. */
  folder: string
  signal: AbortSignal
  /** Told how much is about to be read; throws when that is too much. */
  read(bytes: number): void
}
