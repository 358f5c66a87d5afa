import { painted } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { functionLogPrinter } from '@tenantry/local-cloud/command/logs/function-log-printer.ts'
import { functionNames } from '@tenantry/local-cloud/command/logs/function-names.ts'
import { folderName } from '../logs/folder-name.ts'
import { foreground } from '../system/foreground.ts'
import type { System } from '../system/system.ts'
import { watchHandlers } from '../system/watch-handlers.ts'
import { watchSites } from '../system/watch-sites.ts'

/**
 * `npm start`, and whatever is saved runs after a few seconds: a changed handler is bundled and deployed by difference while all data stays,
 * and the sites are served from their sources too, by addresses of their own. What functions log is shown.
 */
export function dev(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const functionLogs = functionLogPrinter((line) => console.log(`  ${line}`), painted(process.stdout))
  const begin = (system: System) => {
    functionLogs.nameBy(functionNames(system.cloud, folderName))
    const say = (line: string) => console.log(`  ${new Date().toLocaleTimeString('sv-SE')}  ${line}`)
    const swap = async (directory: string) => {
      const began = performance.now()
      await system.deploy(directory)
      say(`deployed in ${(performance.now() - began).toFixed(0)} ms`)
    }
    const ends = [
      watchHandlers(env, swap, (error) => say(error instanceof Error ? error.message : String(error))),
      watchSites(env, system.endpoints, say),
    ]
    return () => {
      for (const end of ends) end()
    }
  }
  return foreground(env, { begin, logged: functionLogs.take })
}
