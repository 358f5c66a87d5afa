import { foreground } from '../system/foreground.ts'
import { watchHandlers } from '../system/watch-handlers.ts'

/** `npm start`, and whatever is saved runs within a second: a changed handler is bundled and deployed by difference, and all data stays. */
export const dev = (_args: string[], env: NodeJS.ProcessEnv): Promise<number> =>
  foreground(env, (system) => {
    const say = (line: string) => console.log(`  ${new Date().toLocaleTimeString()}  ${line}`)
    const swap = async (directory: string) => {
      const began = performance.now()
      await system.deploy(directory)
      say(`deployed in ${(performance.now() - began).toFixed(0)} ms`)
    }
    return watchHandlers(env, swap, (error) => say(error instanceof Error ? error.message : String(error)))
  })
