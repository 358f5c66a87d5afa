import * as z from 'zod'
import { readTags } from '../operations/tags.ts'

/** Tags of resources that have no use for them. */
export const meaninglessTags = { Tags: 'nothing on a laptop reads the tags of API Gateway resources' }

export const TagProperties = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([])

export const tagsOf = (tags: z.infer<typeof TagProperties>): Record<string, string> =>
  readTags(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])))
