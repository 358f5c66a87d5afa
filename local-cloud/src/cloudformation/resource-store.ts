import type { CloudContext } from '../core/cloud-context.ts'
import type { Deployed } from '../core/resource-type.ts'

export type ResourceStatus =
  | `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`
  | 'DELETE_SKIPPED'

/** A resource of a stack as it is stored. */
export interface StackResource {
  stack: string
  logicalId: string
  type: string
  /** Null until its creation succeeded. */
  deployed: Deployed | null
  /** The resolved properties that `deployed` has, as canonical JSON. */
  properties: string
  status: ResourceStatus
  reason: string | null
  /** Place in the order of the last deployment. */
  position: number
  retainOnDelete: boolean
  /** How often it was replaced: part of the names that it is given. */
  generation: number
  /** What it replaced and what is still to be deleted; null when that is to be retained. */
  replaced: { deployed: Deployed; generation: number } | null
  updatedAt: number
}

export interface StackEvent {
  id: string
  stackId: string
  stackName: string
  logicalId: string
  physicalId: string
  type: string
  status: string
  reason: string | null
  timestamp: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cloudformation_resources (
    stack TEXT NOT NULL, logical_id TEXT NOT NULL, position INTEGER NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (stack, logical_id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS cloudformation_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, stack_id TEXT NOT NULL, document TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS cloudformation_events_of ON cloudformation_events (stack_id, sequence);
`

export type ResourceStore = ReturnType<typeof resourceStore>

/** The resources of stacks, and what happened to them. Each change is committed as it happens. */
export function resourceStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const select = database.prepare('SELECT document FROM cloudformation_resources WHERE stack = ? AND logical_id = ?')
  const selectAll = database.prepare('SELECT document FROM cloudformation_resources WHERE stack = ? ORDER BY position')
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO cloudformation_resources (stack, logical_id, position, document) VALUES (?, ?, ?, ?)',
  )
  const remove = database.prepare('DELETE FROM cloudformation_resources WHERE stack = ? AND logical_id = ?')
  const insertEvent = database.prepare('INSERT INTO cloudformation_events (stack_id, document) VALUES (?, ?)')
  const selectEvents = database.prepare(
    'SELECT document, sequence FROM cloudformation_events WHERE stack_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
  )
  const read = <T>(row: unknown): T => JSON.parse((row as { document: string }).document)

  return {
    get(stack: string, logicalId: string): StackResource | undefined {
      const row = select.get(stack, logicalId)
      return row && read<StackResource>(row)
    },
    /** In the order in which they were created. */
    list: (stack: string): StackResource[] => selectAll.all(stack).map((row) => read<StackResource>(row)),
    put: (resource: StackResource): void =>
      void upsert.run(resource.stack, resource.logicalId, resource.position, JSON.stringify(resource)),
    remove: (stack: string, logicalId: string): void => void remove.run(stack, logicalId),
    addEvent: (event: StackEvent): void => void insertEvent.run(event.stackId, JSON.stringify(event)),
    /** Newest first; `before` is the `next` of the page before. */
    events(stackId: string, before = Number.MAX_SAFE_INTEGER, limit = 100): { events: StackEvent[]; next?: number } {
      const rows = selectEvents.all(stackId, before, limit)
      const last = rows.at(-1)?.sequence
      return {
        events: rows.map((row) => read<StackEvent>(row)),
        next: rows.length === limit ? Number(last) : undefined,
      }
    },
  }
}
