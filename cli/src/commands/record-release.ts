import { declareCommand } from '../command/declare-command.ts'
import { refuseChanges } from '../released/refuse-changes.ts'
import { recordTables, releasedTables, tablesOf } from '../released/released-tables.ts'
import { assembly } from '../system/assembly.ts'

/** Part of a release: records the tables that deployments have from then on, and refuses what no update could do. */
export const recordRelease = declareCommand({
  name: 'record-release',
  about:
    'Part of a release: records the tables that deployments have from then on, and refuses what no update could do.',
  options: { anyway: { help: 'records it all the same, for a table that was given up' } },
  async run({ values: { anyway } }, env) {
    const { directory } = await assembly(undefined, env)
    const tables = tablesOf(directory)
    const refused = refuseChanges(releasedTables(), tables)
    if (refused.length > 0) console.error(refused.map((one) => `- ${one}`).join('\n'))
    if (refused.length > 0 && !anyway) return 1
    recordTables(tables)
    console.log(`${Object.keys(tables).length} tables are recorded in infra/released/tables.json.`)
    return 0
  },
})
