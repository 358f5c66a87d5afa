import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { UPPER_ALPHANUMERIC } from '../../core/ids.ts'
import { AWS_MANAGED_POLICIES } from '../aws-managed-policies.ts'

/** A customer managed policy. */
export interface ManagedPolicy {
  arn: string
  id: string
  name: string
  path: string
  description: string
  document: string
  createdAt: number
}

export interface PolicyStore {
  put(policy: Omit<ManagedPolicy, 'arn' | 'id' | 'createdAt'>): ManagedPolicy
  /** Whether there is one of our own. */
  has(arn: string): boolean
  delete(arn: string): void
  /** The document of a managed policy, AWS's own included. Throws for an ARN that does not exist. */
  document(arn: string): string
  onChange(listener: () => void): void
}

const AWS_OWNED = 'arn:aws:iam::aws:policy/'

export function createPolicyStore({ database, clock, ids, accountId }: CloudContext): PolicyStore {
  database.exec('CREATE TABLE IF NOT EXISTS iam_managed_policies (arn TEXT PRIMARY KEY, json TEXT)')
  const upsert = database.prepare('INSERT OR REPLACE INTO iam_managed_policies VALUES (?, ?)')
  const select = database.prepare('SELECT json FROM iam_managed_policies WHERE arn = ?')
  const remove = database.prepare('DELETE FROM iam_managed_policies WHERE arn = ?')
  const listeners: (() => void)[] = []
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const find = (arn: string): ManagedPolicy | undefined => {
    const row = select.get(arn)
    // Only `put` writes this column.
    return row && (JSON.parse(String(row.json)) as ManagedPolicy)
  }

  return {
    put(policy) {
      const arn = `arn:aws:iam::${accountId}:policy${policy.path}${policy.name}`
      const { id, createdAt } = find(arn) ?? { id: `ANPA${ids.token(17, UPPER_ALPHANUMERIC)}`, createdAt: clock.now() }
      const stored = { arn, id, ...policy, createdAt }
      upsert.run(arn, JSON.stringify(stored))
      changed()
      return stored
    },
    has: (arn) => find(arn) !== undefined,
    delete(arn) {
      remove.run(arn)
      changed()
    },
    document(arn) {
      if (arn.startsWith(AWS_OWNED)) {
        const owned = AWS_MANAGED_POLICIES.get(arn.slice(AWS_OWNED.length))
        if (!owned) throw new Unsupported(`the AWS managed policy ${arn}`)
        return JSON.stringify(owned)
      }
      const policy = find(arn)
      if (!policy) throw new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, 404)
      return policy.document
    },
    onChange(listener) {
      listeners.push(listener)
    },
  }
}
