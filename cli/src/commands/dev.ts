import { foreground } from '../system/foreground.ts'
import { watchHandlers } from '../system/watch-handlers.ts'
import { watchSites } from '../system/watch-sites.ts'

/**
 * `npm start`, and whatever is saved runs in about a second: a changed handler is bundled and deployed by difference while all data stays,
 * and the sites are served from their sources too, by addresses of their own.
 */
export const dev = (_args: string[], env: NodeJS.ProcessEnv): Promise<number> =>
  foreground(env, (system) => {
    const say = (line: string) => console.log(`  ${new Date().toLocaleTimeString()}  ${line}`)
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
  })
