import { entityTag, versionsIn } from '@tenantry/contracts/entity-tag.ts'

/** A tag of another thing is one of this thing. */
export const tagsOfAnything: typeof versionsIn = (tags, id) =>
  versionsIn(
    tags.map((tag) => entityTag(id, Number(/\.(\d+)"$/.exec(tag)?.[1] ?? -1))),
    id,
  )
