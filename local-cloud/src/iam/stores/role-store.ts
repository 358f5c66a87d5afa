import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import type { CompiledRole, Role, RolePolicy } from '../role.ts'
import type { PolicyStore } from './policy-store.ts'

export interface RoleStore {
  put(role: Role): void
  get(name: string): Role | undefined
  list(): Role[]
  /** Also its policies. */
  delete(name: string): void
  /** Replaces all policies that `owner` gave, to whichever roles. */
  setPolicies(owner: string, policies: { roleName: string; policy: RolePolicy }[]): void
  policies(roleName: string): RolePolicy[]
  /** Roles that carry a managed policy, as a policy or as their boundary. */
  carrying(managedArn: string): string[]
  /** The role with its policies compiled; cached until any of IAM's documents changes. */
  compiled(name: string): CompiledRole | undefined
}

export function createRoleStore({ database }: CloudContext, managed: PolicyStore): RoleStore {
  database.exec('CREATE TABLE IF NOT EXISTS iam_roles (name TEXT PRIMARY KEY, json TEXT)')
  database.exec(
    `CREATE TABLE IF NOT EXISTS iam_role_policies
       (role TEXT, kind TEXT, name TEXT, document TEXT, owner TEXT, PRIMARY KEY (role, kind, name, owner))`,
  )
  const upsertRole = database.prepare('INSERT OR REPLACE INTO iam_roles VALUES (?, ?)')
  const selectRole = database.prepare('SELECT json FROM iam_roles WHERE name = ?')
  const selectRoles = database.prepare('SELECT json FROM iam_roles ORDER BY name')
  const deleteRole = database.prepare('DELETE FROM iam_roles WHERE name = ?')
  const insertPolicy = database.prepare('INSERT OR REPLACE INTO iam_role_policies VALUES (?, ?, ?, ?, ?)')
  const selectPolicies = database.prepare('SELECT * FROM iam_role_policies WHERE role = ? ORDER BY kind, name')
  const deletePolicies = database.prepare('DELETE FROM iam_role_policies WHERE role = ?')
  const deleteOwned = database.prepare('DELETE FROM iam_role_policies WHERE owner = ?')
  const selectCarrying = database.prepare("SELECT role FROM iam_role_policies WHERE kind = 'managed' AND name = ?")

  const cache = new Map<string, CompiledRole>()
  managed.onChange(() => cache.clear())
  // Only `put` writes this column.
  const parse = (row: Record<string, unknown>): Role => JSON.parse(String(row.json)) as Role

  const store: RoleStore = {
    put(role) {
      upsertRole.run(role.name, JSON.stringify(role))
      cache.clear()
    },
    get(name) {
      const row = selectRole.get(name)
      return row && parse(row)
    },
    list: () => selectRoles.all().map(parse),
    delete(name) {
      transaction(database, () => {
        deleteRole.run(name)
        deletePolicies.run(name)
      })
      cache.clear()
    },
    setPolicies(owner, policies) {
      transaction(database, () => {
        deleteOwned.run(owner)
        for (const { roleName, policy } of policies) {
          if ('managedArn' in policy) insertPolicy.run(roleName, 'managed', policy.managedArn, '', owner)
          else insertPolicy.run(roleName, 'inline', policy.name, policy.document, owner)
        }
      })
      cache.clear()
    },
    policies: (roleName) =>
      selectPolicies.all(roleName).map((row) => {
        const owner = String(row.owner)
        return row.kind === 'managed'
          ? { owner, managedArn: String(row.name) }
          : { owner, name: String(row.name), document: String(row.document) }
      }),
    carrying(managedArn) {
      const bounded = store.list().flatMap((role) => (role.boundaryArn === managedArn ? [role.name] : []))
      return [...selectCarrying.all(managedArn).map((row) => String(row.role)), ...bounded]
    },
    compiled(name) {
      const cached = cache.get(name)
      if (cached) return cached
      const role = store.get(name)
      if (!role) return undefined
      const identity = store
        .policies(name)
        .map((policy) => ('managedArn' in policy ? managed.document(policy.managedArn) : policy.document))
        .map((document) => compilePolicy(document, 'identity'))
      const boundary = role.boundaryArn && compilePolicy(managed.document(role.boundaryArn), 'identity')
      const compiled = { role, trust: compilePolicy(role.trustPolicy, 'trust'), identity, boundary: boundary || null }
      cache.set(name, compiled)
      return compiled
    },
  }
  return store
}
