import { foreground } from '../system/foreground.ts'

/** Runs the whole system in the foreground until Ctrl-C. */
export const start = (_args: string[], env: NodeJS.ProcessEnv): Promise<number> => foreground(env)
