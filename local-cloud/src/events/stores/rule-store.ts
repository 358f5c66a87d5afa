import type { DatabaseSync } from 'node:sqlite'

/** Where a rule's events go. Lambda functions, state machines and queues are targets here. */
export interface Target {
  Id: string
  Arn: string
  RoleArn?: string
  Input?: string
  InputPath?: string
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string }
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number }
  DeadLetterConfig?: { Arn: string }
}

export interface Rule {
  arn: string
  name: string
  bus: string
  /** JSON text, or null for a schedule. */
  pattern: string | null
  schedule: string | null
  enabled: boolean
  targets: Target[]
  /** When a schedule last fired; the rule's creation before that. Milliseconds. */
  lastRun: number
}

export type RuleStore = ReturnType<typeof ruleStore>

/** Buses and rules. Every account has the bus `default`. */
export function ruleStore(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS events_buses (name TEXT PRIMARY KEY, arn TEXT NOT NULL, description TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS events_rules (arn TEXT PRIMARY KEY, bus TEXT NOT NULL, rule TEXT NOT NULL) STRICT;
  `)
  const put = database.prepare(
    'INSERT INTO events_rules VALUES (?, ?, ?) ON CONFLICT (arn) DO UPDATE SET bus = excluded.bus, rule = excluded.rule',
  )
  const all = database.prepare('SELECT rule FROM events_rules ORDER BY arn')
  const remove = database.prepare('DELETE FROM events_rules WHERE arn = ?')
  const putBus = database.prepare(
    "INSERT INTO events_buses (name, arn, description) VALUES (?, ?, '') ON CONFLICT DO NOTHING",
  )
  const removeBus = database.prepare('DELETE FROM events_buses WHERE name = ?')
  const allBuses = database.prepare('SELECT name, arn FROM events_buses ORDER BY name')
  // Rules are few and read for every event.
  let cache: Rule[] | undefined

  return {
    put(rule: Rule): void {
      put.run(rule.arn, rule.bus, JSON.stringify(rule))
      cache = undefined
    },
    remove(arn: string): void {
      remove.run(arn)
      cache = undefined
    },
    all(): Rule[] {
      cache ??= all.all().map(({ rule }) => JSON.parse(String(rule)))
      return cache
    },
    putBus: (name: string, arn: string) => void putBus.run(name, arn),
    removeBus: (name: string) => void removeBus.run(name),
    buses: () => allBuses.all() as { name: string; arn: string }[],
  }
}
