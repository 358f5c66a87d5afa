import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { ROOT } from '../root.ts'

const Target = z.object({
  controlPlaneApi: z.string(),
  region: z.string(),
  /** The local cloud's; on AWS there is none. */
  aws: z.string().optional(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).optional(),
})

/** The running system or deployed stacks that a command is about: what it needs of an endpoints file. */
export type Target = z.infer<typeof Target>

export const dataFolder = (env: NodeJS.ProcessEnv): string => resolve(ROOT, env.TENANTRY_DATA_DIR || '.tenantry')

/** The endpoints file of the running system, or the one that is named; throws an Error that says what to do. */
export function readEndpoints(env: NodeJS.ProcessEnv, named?: string): unknown {
  const folder = dataFolder(env)
  const file = named === undefined ? join(folder, 'endpoints.json') : resolve(env.INIT_CWD ?? '.', named)
  if (!existsSync(file)) {
    throw new Error(
      named === undefined
        ? `Nothing runs on ${folder}. Start the system first: npm start`
        : `There is no file ${file}.`,
    )
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Error(`${file} is not JSON.`)
  }
}

/** What a command needs of an endpoints file. */
export function readTarget(env: NodeJS.ProcessEnv, named?: string): Target
export function readTarget<T>(env: NodeJS.ProcessEnv, named: string | undefined, schema: z.ZodType<T>): T
export function readTarget(env: NodeJS.ProcessEnv, named?: string, schema: z.ZodType = Target): unknown {
  const parsed = schema.safeParse(readEndpoints(env, named))
  if (parsed.success) return parsed.data
  const missing = parsed.error.issues.map(({ path }) => path.join('.'))
  throw new Error(`${named ?? 'The endpoints file'} lacks or misspells ${missing.join(', ')}.`)
}

/** For SDK clients. On AWS they find the credentials of the environment by themselves. */
export const clientConfig = ({ aws, region, credentials }: Target) => ({
  region,
  ...(aws !== undefined && { endpoint: aws, ...(credentials && { credentials }) }),
})
