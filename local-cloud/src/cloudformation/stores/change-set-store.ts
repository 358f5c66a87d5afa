import type { CloudContext } from '../../core/cloud-context.ts'
import type { ChangeSet } from '../change-sets/change-set.ts'
import { atWork, type Stack } from './stack-store.ts'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS cloudformation_change_sets (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, stack_id TEXT NOT NULL, name TEXT NOT NULL,
    document TEXT NOT NULL, UNIQUE (stack_id, name)
  );
`

export type ChangeSetStore = ReturnType<typeof changeSetStore>

/** The change sets of stacks. Their execution follows their stack, in the same transaction. */
export function changeSetStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const select = database.prepare('SELECT document FROM cloudformation_change_sets WHERE id = ?')
  const selectNamed = database.prepare(
    'SELECT document FROM cloudformation_change_sets WHERE stack_id = ? AND name = ?',
  )
  const selectAll = database.prepare(
    'SELECT document FROM cloudformation_change_sets WHERE stack_id = ? ORDER BY sequence',
  )
  const upsert =
    database.prepare(`INSERT INTO cloudformation_change_sets (id, stack_id, name, document) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET document = excluded.document`)
  const remove = database.prepare('DELETE FROM cloudformation_change_sets WHERE id = ?')
  // Only `put` writes this column.
  const read = (row: unknown): ChangeSet => JSON.parse((row as { document: string }).document)
  const list = (stackId: string): ChangeSet[] => selectAll.all(stackId).map(read)
  const put = (changeSet: ChangeSet): void =>
    void upsert.run(changeSet.id, changeSet.stackId, changeSet.name, JSON.stringify(changeSet))

  return {
    get(id: string): ChangeSet | undefined {
      const row = select.get(id)
      return row && read(row)
    },
    named(stackId: string, name: string): ChangeSet | undefined {
      const row = selectNamed.get(stackId, name)
      return row && read(row)
    },
    /** In the order in which they were created. */
    list,
    put,
    remove: (id: string): void => void remove.run(id),

    /**
     * What a stack's new status means for its change sets. Executing one deletes the others; any other change makes them obsolete.
     * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
     */
    follow({ id: stackId, status, operation }: Stack): void {
      if (status === 'REVIEW_IN_PROGRESS') return
      const executed = operation?.kind === 'deploy' ? operation.changeSetId : null
      for (const changeSet of list(stackId)) {
        if (status === 'DELETE_COMPLETE') remove.run(changeSet.id)
        else if (changeSet.id === executed) put({ ...changeSet, execution: executionIn(status) })
        else if (executed) remove.run(changeSet.id)
        else if (changeSet.execution === 'AVAILABLE') put({ ...changeSet, execution: 'OBSOLETE' })
      }
    },
  }
}

function executionIn(status: Stack['status']): ChangeSet['execution'] {
  if (atWork({ status })) return 'EXECUTE_IN_PROGRESS'
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED'
}
