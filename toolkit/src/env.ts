import * as z from 'zod/mini'

/** The function's environment, or an error that fails its initialisation and names each variable that is missing or malformed. */
export function readEnv<Schema extends z.ZodMiniType>(schema: Schema, source: NodeJS.ProcessEnv): z.output<Schema> {
  const result = z.safeParse(schema, source)
  if (result.success) return result.data
  const names = new Set(result.error.issues.map((issue) => issue.path.join('.')))
  throw new Error(`Environment variables missing or malformed: ${[...names].join(', ')}`)
}

/** A variable that holds JSON of this shape. */
export const jsonVariable = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(z.pipe(z.string(), z.transform(jsonOrNothing)), schema)

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
