import type { CloudContext } from '../../core/cloud-context.ts'
import type { StackOperation, StackState } from '../stack-operation.ts'

export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED'

/** A stack at work takes no other operation, save the deletion of one that is being created. One in review waits for a change set. */
export const atWork = ({ status }: Pick<Stack, 'status'>): boolean =>
  status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS'

/** A stack as it is stored. */
export interface Stack extends StackState {
  name: string
  /** Its ARN. */
  id: string
  status: StackStatus
  reason: string | null
  /** Template text of the last deployment that succeeded. */
  template: string
  outputs: { key: string; value: string; description?: string; exportName?: string }[]
  terminationProtection: boolean
  /** Text of the stack policy; absent where there is none, and of stacks that were stored before there were any. */
  stackPolicy?: string
  /** Whether its creation, had it failed, was to be left as it was. */
  disableRollback?: boolean
  /** Names of other stacks' exports that it read, with their values. */
  imports: Record<string, string>
  /** The change set that it was last made from. */
  changeSetId: string | null
  /** The service role that it was last given: it stays with the stack. */
  roleArn: string | null
  /** What is under way, so that it can be finished by another process; null when nothing is. */
  operation: StackOperation | null
  /** Of the request that created it: the same again is the same request. */
  clientRequestToken: string | null
  createdAt: number
  updatedAt: number | null
  deletedAt: number | null
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cloudformation_stacks (name TEXT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS cloudformation_deleted_stacks (id TEXT PRIMARY KEY, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS cloudformation_exports (name TEXT PRIMARY KEY, stack TEXT NOT NULL, value TEXT NOT NULL);
`

export type StackStore = ReturnType<typeof stackStore>

/** Stacks and their exports. An export is kept as AWS would form it; names of local hosts are put in where it is used. */
export function stackStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const select = database.prepare('SELECT document FROM cloudformation_stacks WHERE name = ?1 OR id = ?1')
  const selectAll = database.prepare('SELECT document FROM cloudformation_stacks ORDER BY name')
  const count = database.prepare('SELECT count(*) AS stacks FROM cloudformation_stacks')
  const upsert = database.prepare('INSERT OR REPLACE INTO cloudformation_stacks (name, id, document) VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM cloudformation_stacks WHERE name = ?')
  const selectDeleted = database.prepare('SELECT document FROM cloudformation_deleted_stacks WHERE id = ?')
  const selectAllDeleted = database.prepare('SELECT document FROM cloudformation_deleted_stacks')
  const insertDeleted = database.prepare('INSERT OR REPLACE INTO cloudformation_deleted_stacks VALUES (?, ?)')
  const selectExport = database.prepare('SELECT name, stack, value FROM cloudformation_exports WHERE name = ?')
  const selectExports = database.prepare('SELECT name, stack, value FROM cloudformation_exports ORDER BY name')
  const deleteExports = database.prepare('DELETE FROM cloudformation_exports WHERE stack = ?')
  const insertExport = database.prepare('INSERT INTO cloudformation_exports (name, stack, value) VALUES (?, ?, ?)')
  const read = (row: unknown): Stack => JSON.parse((row as { document: string }).document)

  return {
    /** By name or ARN. */
    get(nameOrId: string): Stack | undefined {
      const row = select.get(nameOrId)
      return row && read(row)
    },
    /** A deleted stack is known by its ARN only, as on AWS. */
    deleted(id: string): Stack | undefined {
      const row = selectDeleted.get(id)
      return row && read(row)
    },
    listDeleted: (): Stack[] => selectAllDeleted.all().map(read),
    /** Its name is free again; what it exported is gone. */
    delete(stack: Stack): void {
      remove.run(stack.name)
      deleteExports.run(stack.name)
      insertDeleted.run(stack.id, JSON.stringify(stack))
    },
    count: (): number => Number(count.get()?.stacks),
    list: (): Stack[] => selectAll.all().map(read),
    put: (stack: Stack): void => void upsert.run(stack.name, stack.id, JSON.stringify(stack)),
    export: (name: string) => selectExport.get(name) as Export | undefined,
    exports: () => selectExports.all() as unknown as Export[],
    replaceExports(stack: string, exports: Record<string, string>): void {
      deleteExports.run(stack)
      for (const [name, value] of Object.entries(exports)) insertExport.run(name, stack, value)
    },
  }
}

export interface Export {
  name: string
  /** Name of the exporting stack. */
  stack: string
  value: string
}
