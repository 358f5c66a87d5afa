import type { CloudContext } from '../core/cloud-context.ts'

export type StackStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'

/** A stack as it is stored. */
export interface Stack {
  name: string
  /** Its ARN. */
  id: string
  status: StackStatus
  reason: string | null
  description: string | null
  /** Template text of the last deployment that succeeded. */
  template: string
  parameters: Record<string, { input: string; resolved?: string; noEcho: boolean }>
  outputs: { key: string; value: string; description?: string; exportName?: string }[]
  tags: Record<string, string>
  terminationProtection: boolean
  /** Names of other stacks' exports that it read, with their values. */
  imports: Record<string, string>
  /** Hash of everything that the last successful deployment was made from; null while one is under way or after one failed. */
  fingerprint: string | null
  createdAt: number
  updatedAt: number | null
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cloudformation_stacks (name TEXT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS cloudformation_exports (name TEXT PRIMARY KEY, stack TEXT NOT NULL, value TEXT NOT NULL);
`

export type StackStore = ReturnType<typeof stackStore>

/** Stacks and their exports. An export is kept as AWS would form it; names of local hosts are put in where it is used. */
export function stackStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const select = database.prepare('SELECT document FROM cloudformation_stacks WHERE name = ?1 OR id = ?1')
  const selectAll = database.prepare('SELECT document FROM cloudformation_stacks ORDER BY name')
  const upsert = database.prepare('INSERT OR REPLACE INTO cloudformation_stacks (name, id, document) VALUES (?, ?, ?)')
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
