import type { Deployment } from '@tenantry/contracts/deployment.ts'
import type { MOVE_DATA } from '@tenantry/contracts/move-data.ts'
import type { Table, Write } from '@tenantry/toolkit/table.ts'
import type { DirectoryEntry } from '@tenantry/toolkit/tenant-directory.ts'
import type * as z from 'zod/mini'
import type { Store } from '../stores.ts'

/** What the operations of a move work with, as one tenant's credentials see it. */
export interface MoveDataServices {
  stores: readonly Store[]
  tableOf(store: Store, tenantId: string): Promise<Table>
  /** The fences and journals of tenants whose data moves. */
  movesOf(tenantId: string): Promise<Table>
  /** All writes or none. */
  transact(tenantId: string, writes: Write[]): Promise<void>
  /** What the directory says of a tenant. Strongly consistent. */
  entryOf(tenantId: string): Promise<DirectoryEntry | undefined>
  /** Which kind of place this is. */
  place: Deployment['kind']
  /** Seconds after which no function here works by what the directory said before. */
  settleSeconds: number
  /** Whether another page may still be begun. */
  hasTime(): boolean
}

type Operations = typeof MOVE_DATA

/** One operation of a move. It may be asked for the same twice. */
export type RunMoveOperation<Name extends keyof Operations> = (
  services: MoveDataServices,
  request: z.infer<Operations[Name]['request']>,
) => Promise<z.infer<Operations[Name]['answer']>>
