import type { CloudContext } from '../../core/cloud-context.ts'

export interface StoredParameter {
  name: string
  type: 'String' | 'StringList'
  value: string
  version: number
  /** Milliseconds since the epoch. */
  modifiedAt: number
  description: string | null
}

export interface ParameterStore {
  /** The next version of a parameter. */
  put(parameter: Omit<StoredParameter, 'version' | 'modifiedAt'>): StoredParameter
  get(name: string): StoredParameter | undefined
  /** Names that begin with `prefix`, in their order. */
  under(prefix: string): StoredParameter[]
  /** Whether there was one. */
  delete(name: string): boolean
}

export function createParameterStore({ database, clock }: CloudContext): ParameterStore {
  database.exec('CREATE TABLE IF NOT EXISTS ssm_parameters (name TEXT PRIMARY KEY, json TEXT)')
  const upsert = database.prepare('INSERT OR REPLACE INTO ssm_parameters VALUES (?, ?)')
  const select = database.prepare('SELECT json FROM ssm_parameters WHERE name = ?')
  const selectUnder = database.prepare(
    'SELECT json FROM ssm_parameters WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name',
  )
  const remove = database.prepare('DELETE FROM ssm_parameters WHERE name = ?')
  // Only `put` writes this column.
  const parse = (row: Record<string, unknown>) => JSON.parse(String(row.json)) as StoredParameter
  const get = (name: string) => {
    const row = select.get(name)
    return row && parse(row)
  }

  return {
    get,
    put(parameter) {
      const stored = { ...parameter, version: (get(parameter.name)?.version ?? 0) + 1, modifiedAt: clock.now() }
      upsert.run(stored.name, JSON.stringify(stored))
      return stored
    },
    under: (prefix) => selectUnder.all(prefix).map(parse),
    delete: (name) => Number(remove.run(name).changes) > 0,
  }
}
