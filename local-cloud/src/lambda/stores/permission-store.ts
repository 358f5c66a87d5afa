import type { CloudContext } from '../../core/cloud-context.ts'
import type { ResourceStatement } from '../../iam/resource-policy.ts'

export type PermissionStore = ReturnType<typeof permissionStore>

/** The functions' resource policies, statement by statement. Kept in memory as well: every call of a service reads one. */
export function permissionStore({ database }: CloudContext) {
  database.exec(`CREATE TABLE IF NOT EXISTS lambda_permissions (
    sid TEXT PRIMARY KEY, function_name TEXT NOT NULL, statement TEXT NOT NULL)`)
  const write = database.prepare(
    'INSERT OR REPLACE INTO lambda_permissions (sid, function_name, statement) VALUES (?, ?, ?)',
  )
  const remove = database.prepare('DELETE FROM lambda_permissions WHERE sid = ?')
  const byFunction = new Map<string, Map<string, ResourceStatement>>()
  const remember = (sid: string, name: string, statement: ResourceStatement): void => {
    byFunction.set(name, (byFunction.get(name) ?? new Map()).set(sid, statement))
  }
  for (const row of database.prepare('SELECT sid, function_name, statement FROM lambda_permissions').all()) {
    remember(String(row.sid), String(row.function_name), JSON.parse(String(row.statement)))
  }

  return {
    statements: (functionName: string): ResourceStatement[] => [...(byFunction.get(functionName)?.values() ?? [])],

    put(sid: string, functionName: string, statement: ResourceStatement): void {
      write.run(sid, functionName, JSON.stringify(statement))
      remember(sid, functionName, statement)
    },

    remove(sid: string): void {
      remove.run(sid)
      for (const statements of byFunction.values()) statements.delete(sid)
    },

    /** A deleted function takes its policy with it. */
    removeAll(functionName: string): void {
      database.prepare('DELETE FROM lambda_permissions WHERE function_name = ?').run(functionName)
      byFunction.delete(functionName)
    },
  }
}
