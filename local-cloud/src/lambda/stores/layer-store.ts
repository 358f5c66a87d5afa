import { join } from 'node:path'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { FunctionNames } from '../function-names.ts'

export interface LayerVersion {
  name: string
  version: number
  /** Everything the version was made from: the same again is the same version. */
  content: string
}

export type LayerStore = ReturnType<typeof layerStore>

/** Layer versions. They are immutable, and a number is never used twice. */
export function layerStore({ database, dataDir }: CloudContext, names: FunctionNames) {
  database.exec(`CREATE TABLE IF NOT EXISTS lambda_layers (
    name TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (name, version))`)
  const latest = database.prepare(
    'SELECT name, version, content, deleted FROM lambda_layers WHERE name = ? ORDER BY version DESC LIMIT 1',
  )
  const insert = database.prepare('INSERT INTO lambda_layers (name, version, content) VALUES (?, ?, ?)')
  const one = database.prepare('SELECT 1 FROM lambda_layers WHERE name = ? AND version = ? AND deleted = 0')
  const markDeleted = database.prepare('UPDATE lambda_layers SET deleted = 1 WHERE name = ? AND version = ?')
  const directory = (name: string, version: number) => join(dataDir, 'lambda', 'layers', name, String(version))

  return {
    directory,

    /** The next version of a layer, or the newest one when that has this content. */
    publish(name: string, content: string): LayerVersion {
      const row = latest.get(name)
      if (row && row.content === content && row.deleted === 0) return { name, version: Number(row.version), content }
      const version = Number(row?.version ?? 0) + 1
      insert.run(name, version, content)
      return { name, version, content }
    },

    delete(name: string, version: number): void {
      markDeleted.run(name, version)
    },

    /** Throws for a layer version that a function cannot take. */
    check(layerVersionArn: string): void {
      const { name, version } = parse(layerVersionArn)
      if (names.layerVersionArn(name, version) !== layerVersionArn || !one.get(name, version)) {
        throw new AwsError('InvalidParameterValueException', `Layer version ${layerVersionArn} does not exist.`)
      }
    },

    /** Where a function finds the files of a layer version: functions that have it keep it when it is deleted. */
    directoryOf(layerVersionArn: string): string {
      const { name, version } = parse(layerVersionArn)
      return directory(name, version)
    },
  }
}

function parse(layerVersionArn: string): { name: string; version: number } {
  const [, name = '', version = ''] = /:layer:([\w-]+):(\d+)$/.exec(layerVersionArn) ?? []
  return { name, version: Number(version) }
}
