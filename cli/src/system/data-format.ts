import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { writePrivately } from './secrets.ts'

/**
 * The shape of what the product keeps in a data folder: its tables, keys and stacks. A release that cannot go on with the data of the one
 * before raises it, and says in HISTORY what changed.
 */
const FORMAT = 2
const HISTORY: Record<number, string> = {
  1: 'before services became folders: entities, memberships and their outboxes had other tables and keys',
}

const FILE = 'format.json'
const Format = z.object({ format: z.int() })

/** A data folder that this version cannot go on with. */
export class OtherFormat extends Error {
  override name = 'OtherFormat'
}

/** Refuses a data folder of another version by name: it is never opened as if it were empty. A new folder gets the present format. */
export function checkDataFormat(dataDir: string): void {
  const format = formatOf(dataDir)
  if (format === FORMAT) return
  if (format === null) {
    writePrivately(dataDir, FILE, { format: FORMAT })
    return
  }
  const made =
    format > FORMAT ? 'a later version of Tenantry' : `an earlier version of Tenantry (${HISTORY[format] ?? ''})`
  throw new OtherFormat(
    `The data folder ${dataDir} was made by ${made}: its format is ${format}, and this version needs ${FORMAT}. ` +
      `Move it away or delete it to start with an empty one, or set TENANTRY_DATA_DIR to another folder.`,
  )
}

/** Null for a folder without data. The first version left no file. */
function formatOf(dataDir: string): number | null {
  const file = join(dataDir, FILE)
  if (existsSync(file)) return Format.parse(JSON.parse(readFileSync(file, 'utf8'))).format
  return existsSync(join(dataDir, 'cloud')) ? 1 : null
}
