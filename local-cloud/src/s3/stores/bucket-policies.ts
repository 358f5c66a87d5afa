import type { DatabaseSync } from 'node:sqlite'
import type { ResourceStatement } from '../../iam/resource-policy.ts'

/** The statements of buckets' policies that requests are evaluated against. */
export interface BucketPolicies {
  put(bucket: string, statements: ResourceStatement[]): void
  statements(bucket: string): ResourceStatement[]
  /** Whether it has one, even one without evaluated statements. */
  has(bucket: string): boolean
  delete(bucket: string): void
}

export function bucketPolicies(database: DatabaseSync): BucketPolicies {
  database.exec('CREATE TABLE IF NOT EXISTS s3_bucket_statements (bucket TEXT PRIMARY KEY, statements TEXT NOT NULL)')
  const put = database.prepare('INSERT OR REPLACE INTO s3_bucket_statements (bucket, statements) VALUES (?, ?)')
  const find = database.prepare('SELECT statements FROM s3_bucket_statements WHERE bucket = ?')
  const remove = database.prepare('DELETE FROM s3_bucket_statements WHERE bucket = ?')
  return {
    put: (bucket, statements) => void put.run(bucket, JSON.stringify(statements)),
    statements: (bucket) => JSON.parse(String(find.get(bucket)?.statements ?? '[]')),
    has: (bucket) => find.get(bucket) !== undefined,
    delete: (bucket) => void remove.run(bucket),
  }
}
