import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { DistributionConfig } from '../distribution-config.ts'

export interface Distribution {
  /** For example `E2QWRUHAPOMQZL`. */
  id: string
  stack: string
  /** `d….cloudfront.net` */
  domain: string
  /** Where it was last served on loopback, and is served again if nothing else took the port; 0 before it ever was. */
  port: number
  config: DistributionConfig
}

export type DistributionStore = ReturnType<typeof distributionStore>

export function distributionStore(database: DatabaseSync) {
  database.exec(`CREATE TABLE IF NOT EXISTS cloudfront_distributions (
    id TEXT PRIMARY KEY, stack TEXT NOT NULL, domain TEXT NOT NULL, port INTEGER NOT NULL, config TEXT NOT NULL) STRICT`)
  const put = database.prepare(
    'INSERT OR REPLACE INTO cloudfront_distributions (id, stack, domain, port, config) VALUES (?, ?, ?, ?, ?)',
  )
  const find = database.prepare('SELECT * FROM cloudfront_distributions WHERE id = ?')
  const all = database.prepare('SELECT * FROM cloudfront_distributions ORDER BY id')
  const remove = database.prepare('DELETE FROM cloudfront_distributions WHERE id = ?')
  return {
    put: ({ id, stack, domain, port, config }: Distribution) =>
      void put.run(id, stack, domain, port, JSON.stringify(config)),
    get(id: string): Distribution | undefined {
      const row = find.get(id)
      return row && distribution(row)
    },
    list: (): Distribution[] => all.all().map(distribution),
    delete: (id: string) => void remove.run(id),
  }
}

const distribution = (row: Record<string, SQLOutputValue>): Distribution => ({
  id: String(row.id),
  stack: String(row.stack),
  domain: String(row.domain),
  port: Number(row.port),
  config: DistributionConfig.parse(JSON.parse(String(row.config))),
})
