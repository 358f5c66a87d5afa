import type { CloudContext } from '../../core/cloud-context.ts'
import type { Deployed } from '../../core/resource-type.ts'

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
  /** Its DeletionPolicy: Retain and RetainExceptOnCreate leave it where it is when the template or the stack goes. */
  retainOnDelete: boolean
  /** Whether it also stays where the deployment that created it is rolled back. */
  retainOnRollback: boolean
  /** How often it was replaced: part of the names that it is given. */
  generation: number
  /** The name from the template that it was found free to take: with it, a creation that was cut short knows its own. */
  claim: string | null
  /** What it replaced and what is still to be deleted; null when that is to be retained. */
  replaced: { deployed: Deployed; generation: number } | null
  updatedAt: number
}

/** What a deployment touched, with its state before (null: it was not there). */
export interface JournalEntry {
  logicalId: string
  before: StackResource | null
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
  clientRequestToken: string | null
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
  CREATE TABLE IF NOT EXISTS cloudformation_journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, logical_id TEXT NOT NULL, document TEXT NOT NULL,
    UNIQUE (stack, logical_id)
  );
  CREATE INDEX IF NOT EXISTS cloudformation_claims ON cloudformation_resources (document ->> '$.claim');
  CREATE INDEX IF NOT EXISTS cloudformation_events_of ON cloudformation_events (stack_id, sequence);
`

export type ResourceStore = ReturnType<typeof resourceStore>

/** The resources of stacks, and what happened to them. Each change is committed as it happens. */
export function resourceStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const select = database.prepare('SELECT document FROM cloudformation_resources WHERE stack = ? AND logical_id = ?')
  const selectAll = database.prepare('SELECT document FROM cloudformation_resources WHERE stack = ? ORDER BY position')
  const selectClaims = database.prepare(
    "SELECT document FROM cloudformation_resources WHERE document ->> '$.claim' = ?",
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO cloudformation_resources (stack, logical_id, position, document) VALUES (?, ?, ?, ?)',
  )
  const remove = database.prepare('DELETE FROM cloudformation_resources WHERE stack = ? AND logical_id = ?')
  const insertEvent = database.prepare('INSERT INTO cloudformation_events (stack_id, document) VALUES (?, ?)')
  const selectEvents = database.prepare(
    'SELECT document, sequence FROM cloudformation_events WHERE stack_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
  )
  const insertEntry = database.prepare(
    'INSERT OR IGNORE INTO cloudformation_journal (stack, logical_id, document) VALUES (?, ?, ?)',
  )
  const selectJournal = database.prepare(
    'SELECT document FROM cloudformation_journal WHERE stack = ? ORDER BY sequence DESC',
  )
  const removeEntry = database.prepare('DELETE FROM cloudformation_journal WHERE stack = ? AND logical_id = ?')
  const clearJournal = database.prepare('DELETE FROM cloudformation_journal WHERE stack = ?')
  const read = <T>(row: unknown): T => JSON.parse((row as { document: string }).document)

  return {
    get(stack: string, logicalId: string): StackResource | undefined {
      const row = select.get(stack, logicalId)
      return row && read<StackResource>(row)
    },
    /** In the order in which they were created. */
    list: (stack: string): StackResource[] => selectAll.all(stack).map((row) => read<StackResource>(row)),
    /** Of any stack, with this name from their template. */
    claims: (identifier: string): StackResource[] =>
      selectClaims.all(identifier).map((row) => read<StackResource>(row)),
    put: (resource: StackResource): void =>
      void upsert.run(resource.stack, resource.logicalId, resource.position, JSON.stringify(resource)),
    remove: (stack: string, logicalId: string): void => void remove.run(stack, logicalId),
    /** The first entry of a resource stands: it has the state before the deployment, however often that was interrupted. */
    addToJournal: (stack: string, entry: JournalEntry): void =>
      void insertEntry.run(stack, entry.logicalId, JSON.stringify(entry)),
    /** Newest first: the order in which a failure undoes. */
    journal: (stack: string): JournalEntry[] => selectJournal.all(stack).map((row) => read<JournalEntry>(row)),
    removeFromJournal: (stack: string, logicalId: string): void => void removeEntry.run(stack, logicalId),
    clearJournal: (stack: string): void => void clearJournal.run(stack),
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
