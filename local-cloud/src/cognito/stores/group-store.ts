import type { CloudContext } from '../../core/cloud-context.ts'
import { resourceNotFound } from '../errors.ts'

export interface Group {
  poolId: string
  name: string
  description: string | null
  /** Lower values come first in `cognito:groups`; groups without one come last. */
  precedence: number | null
  createdAt: number
  modifiedAt: number
}

export interface GroupStore {
  put(group: Pick<Group, 'poolId' | 'name' | 'description' | 'precedence'>): void
  find(poolId: string, name: string): Group | undefined
  /** Throws ResourceNotFoundException. */
  get(poolId: string, name: string): Group
  delete(poolId: string, name: string): void
  addMember(poolId: string, name: string, sub: string): void
  removeMember(poolId: string, name: string, sub: string): void
  /** A user's groups, by precedence. */
  groupsOf(poolId: string, sub: string): Group[]
  /** The members' subs, after the one given. */
  members(poolId: string, name: string, after: string, limit: number): string[]
}

export function groupStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): GroupStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cognito_groups (
      pool_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT, precedence INTEGER,
      created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, PRIMARY KEY (pool_id, name)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS cognito_group_members (
      pool_id TEXT NOT NULL, name TEXT NOT NULL, sub TEXT NOT NULL, PRIMARY KEY (pool_id, name, sub)
    ) STRICT`)
  const upsert = database.prepare(`INSERT INTO cognito_groups VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET description = excluded.description, precedence = excluded.precedence, modified_at = excluded.modified_at`)
  const select = database.prepare('SELECT * FROM cognito_groups WHERE pool_id = ? AND name = ?')
  const remove = database.prepare('DELETE FROM cognito_groups WHERE pool_id = ? AND name = ?')
  const removeMembers = database.prepare('DELETE FROM cognito_group_members WHERE pool_id = ? AND name = ?')
  const add = database.prepare('INSERT INTO cognito_group_members VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  const take = database.prepare('DELETE FROM cognito_group_members WHERE pool_id = ? AND name = ? AND sub = ?')
  const groupsOf = database.prepare(`SELECT g.* FROM cognito_group_members m JOIN cognito_groups g USING (pool_id, name)
    WHERE m.pool_id = ? AND m.sub = ? ORDER BY g.precedence IS NULL, g.precedence, g.name`)
  const members = database.prepare(
    'SELECT sub FROM cognito_group_members WHERE pool_id = ? AND name = ? AND sub > ? ORDER BY sub LIMIT ?',
  )

  const group = (row: Record<string, unknown>): Group => ({
    poolId: String(row.pool_id),
    name: String(row.name),
    description: row.description === null ? null : String(row.description),
    precedence: row.precedence === null ? null : Number(row.precedence),
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
  })
  const find = (poolId: string, name: string) => {
    const row = select.get(poolId, name)
    return row && group(row)
  }
  return {
    put: ({ poolId, name, description, precedence }) =>
      void upsert.run(poolId, name, description, precedence, clock.now(), clock.now()),
    find,
    get(poolId, name) {
      const found = find(poolId, name)
      if (!found) throw resourceNotFound('Group not found.')
      return found
    },
    delete(poolId, name) {
      removeMembers.run(poolId, name)
      remove.run(poolId, name)
    },
    addMember: (poolId, name, sub) => void add.run(poolId, name, sub),
    removeMember: (poolId, name, sub) => void take.run(poolId, name, sub),
    groupsOf: (poolId, sub) => groupsOf.all(poolId, sub).map(group),
    members: (poolId, name, after, limit) => members.all(poolId, name, after, limit).map(({ sub }) => String(sub)),
  }
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GroupType.html */
export function groupOutput(group: Group) {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    ...(group.description !== null && { Description: group.description }),
    ...(group.precedence !== null && { Precedence: group.precedence }),
    CreationDate: group.createdAt / 1000,
    LastModifiedDate: group.modifiedAt / 1000,
  }
}
