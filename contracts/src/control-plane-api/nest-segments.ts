import type { StoryView } from './usage-schemas.ts'

type Segment = NonNullable<StoryView['trace']>['segments'][number]

export interface Nested<S> {
  segment: S
  /** How many segments it lies within. */
  depth: number
}

/**
 * The segments of a trace in the order in which they are read: each is followed by what lies within it, and the earlier stands first. One whose parent
 * is not there stands at the top.
 */
export function nestSegments<S extends Pick<Segment, 'id' | 'parentId' | 'startMs'>>(
  segments: readonly S[],
): Nested<S>[] {
  const ids = new Set(segments.map(({ id }) => id))
  const below = Map.groupBy(
    segments.toSorted((one, other) => one.startMs - other.startMs),
    ({ id, parentId }) => (parentId !== null && parentId !== id && ids.has(parentId) ? parentId : null),
  )
  const seen = new Set<string>()
  const branch = (parent: string | null, depth: number): Nested<S>[] =>
    (below.get(parent) ?? []).flatMap((segment) => {
      if (seen.has(segment.id)) return []
      seen.add(segment.id)
      return [{ segment, depth }, ...branch(segment.id, depth + 1)]
    })
  return branch(null, 0)
}
