import type { Item } from './table.ts'
import { TransactionCancelled, type Write } from './table.ts'
import { growing, ifVersionIn, type Versions } from './versions.ts'

/**
 * Writes of a transaction, of which those on entities let versions grow and hold what the request's caller says of the version that they
 * change. `entityTables` are the names of the tables of entities.
 */
export const entityWrites = (versions: Versions, entityTables: ReadonlySet<string>, writes: Write[]): Write[] =>
  writes.map((write) => {
    if (!entityTables.has(write.table) || write.kind === 'check') return write
    const grown = write.kind === 'update' ? { ...write, ...growing(write) } : write
    return ifVersionIn(grown, versions.fitting(idOf(write)))
  })

/** PRECONDITION_FAILED when a write failed because its entity is not the version that the caller means; else the error as it is. */
export function staleOr(error: unknown, versions: Versions, writes: Write[]): unknown {
  if (!(error instanceof TransactionCancelled)) return error
  const isStale = writes.some((write, index) => {
    const found = error.failedAt(index) ? error.reasons[index]?.item : undefined
    return found !== undefined && versions.isStale(idOf(write), found)
  })
  return isStale ? versions.stale() : error
}

function idOf(write: Write): string {
  const { id }: Item = write.kind === 'put' ? write.item : write.key
  return String(id)
}
