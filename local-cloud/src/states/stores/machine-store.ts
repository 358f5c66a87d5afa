import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'

/** A state machine as it is stored. */
export interface Machine {
  arn: string
  name: string
  revision: string
  definition: string
  roleArn: string
  /** Whether its executions write segments. */
  isTraced: boolean
  createdAt: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS states_machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, revision TEXT NOT NULL, created_at INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS states_revisions (revision TEXT PRIMARY KEY, definition TEXT NOT NULL, role_arn TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS states_traced_revisions (revision TEXT PRIMARY KEY) WITHOUT ROWID;
`

const COLUMNS =
  'arn, name, revision, definition, role_arn AS roleArn, revision IN (SELECT revision FROM states_traced_revisions) AS traced, created_at AS createdAt'

export type MachineStore = ReturnType<typeof machineStore>

/** State machines. A revision is never changed: executions that run finish with the one they began with. */
export function machineStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const from = `SELECT ${COLUMNS} FROM states_machines JOIN states_revisions USING (revision)`
  const select = database.prepare(`${from} WHERE arn = ?`)
  const selectAll = database.prepare(`${from} ORDER BY name`)
  const selectRevision = database.prepare(
    'SELECT definition, role_arn AS roleArn FROM states_revisions WHERE revision = ?',
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO states_machines (arn, name, revision, created_at) VALUES (?, ?, ?, ?)',
  )
  const insertRevision = database.prepare(
    'INSERT INTO states_revisions (revision, definition, role_arn) VALUES (?, ?, ?)',
  )
  const insertTraced = database.prepare('INSERT INTO states_traced_revisions (revision) VALUES (?)')
  const remove = database.prepare('DELETE FROM states_machines WHERE arn = ?')
  const read = ({ traced, ...columns }: Record<string, unknown>) =>
    ({ ...columns, isTraced: traced === 1 }) as unknown as Machine
  return {
    get(arn: string): Machine | undefined {
      const row = select.get(arn)
      return row && read(row)
    },
    list: () => selectAll.all().map(read),
    revision: (revision: string) => selectRevision.get(revision) as Pick<Machine, 'definition' | 'roleArn'> | undefined,
    put(machine: Machine): void {
      transaction(database, () => {
        insertRevision.run(machine.revision, machine.definition, machine.roleArn)
        if (machine.isTraced) insertTraced.run(machine.revision)
        upsert.run(machine.arn, machine.name, machine.revision, machine.createdAt)
      })
    },
    remove: (arn: string): void => void remove.run(arn),
  }
}
