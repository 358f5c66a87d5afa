import type { DatabaseSync } from 'node:sqlite'
import { PRIMARY, primaryWorkGroup, type WorkGroup } from '../work-group.ts'

export type WorkGroupStore = ReturnType<typeof workGroupStore>

export function workGroupStore(database: DatabaseSync) {
  database.exec(
    'CREATE TABLE IF NOT EXISTS athena_work_groups (name TEXT PRIMARY KEY, configuration TEXT NOT NULL) STRICT',
  )
  const put = database.prepare('INSERT OR REPLACE INTO athena_work_groups VALUES (?, ?)')
  const find = database.prepare('SELECT configuration FROM athena_work_groups WHERE name = ?')
  const erase = database.prepare('DELETE FROM athena_work_groups WHERE name = ?')
  return {
    put: (group: WorkGroup): void => void put.run(group.name, JSON.stringify(group)),
    find(name: string): WorkGroup | undefined {
      const row = find.get(name)
      // Only `put` writes this column.
      if (row) return JSON.parse(String(row.configuration))
      return name === PRIMARY ? primaryWorkGroup() : undefined
    },
    delete: (name: string): void => void erase.run(name),
  }
}
