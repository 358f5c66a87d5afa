import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { templatesBelow } from '../lint/lint.ts'
import { ROOT } from '../root.ts'
import { digestOf, TablesDigest } from './table-digest.ts'

/** The tables of the last release: what deployments have, and an update must start from. */
const FILE = join(ROOT, 'infra', 'released', 'tables.json')

export const releasedTables = (): TablesDigest => TablesDigest.parse(JSON.parse(readFileSync(FILE, 'utf8')))

export const tablesOf = (assembly: string): TablesDigest => digestOf(templatesBelow(assembly))

export const recordTables = (tables: TablesDigest): void => writeFileSync(FILE, `${JSON.stringify(tables, null, 2)}\n`)
