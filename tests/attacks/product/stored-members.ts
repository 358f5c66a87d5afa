import * as z from 'zod/mini'
import { ENTITIES } from './services.ts'

/** The names of all members that entities are stored with: a client sets those of its body's schema, and no other. */
export const STORED_MEMBERS: string[] = [...new Set(ENTITIES.flatMap(({ schema }) => membersOf(schema)))]

function membersOf(schema: z.ZodMiniType): string[] {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any' })
  return Object.keys(properties)
}
