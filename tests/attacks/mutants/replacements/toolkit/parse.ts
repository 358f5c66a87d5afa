import { parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'

/** What a schema does not know is left out instead of refused. */
export const unknownMembersLetThrough: typeof parse = (schema, value, at) => {
  const { error } = z.safeParse(schema, value)
  const unknown = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  )
  if (unknown.length === 0) return parse(schema, value, at)
  const known = Object.entries(value as object).filter(([name]) => !unknown.includes(name))
  return parse(schema, Object.fromEntries(known), at)
}
