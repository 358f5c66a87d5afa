import * as z from 'zod/mini'

/** The function's environment, or an error that fails its initialisation and names each variable that is missing or malformed. */
export function readEnv<Schema extends z.ZodMiniType>(schema: Schema, source: NodeJS.ProcessEnv): z.output<Schema> {
  const result = z.safeParse(schema, source)
  if (result.success) return result.data
  const names = new Set(result.error.issues.map((issue) => issue.path.join('.')))
  throw new Error(`Environment variables missing or malformed: ${[...names].join(', ')}`)
}

/** A variable that holds JSON of this schema. */
export const jsonText = <Schema extends z.ZodMiniType>(schema: Schema) => z.pipe(z.string(), z.pipe(json, schema))

const json = z.transform((text: string, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.issues.push({ code: 'custom', input: text, message: 'not JSON' })
    return z.NEVER
  }
})

/** A variable that holds a positive number, as a parameter of the deployment. */
export const amount = jsonText(z.number().check(z.positive()))

/** Variables that a descriptor names, all of them set; an empty text counts as set. */
export function readVariables(names: string[], source: NodeJS.ProcessEnv): Record<string, string> {
  return readEnv(z.object(Object.fromEntries(names.map((name) => [name, z.string()]))), source)
}
