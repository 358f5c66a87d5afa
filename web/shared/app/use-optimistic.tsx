import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { changed } from './kept-answers.ts'
import { problemText } from './problem-alert.tsx'
import { refreshLists } from './refresh-lists.ts'
import { useToast } from './toasts.tsx'

export interface Optimistic<Item extends { id: string }, Input> {
  /** Begins the keys of all queries that the change shows in. */
  key: string
  /** Of other queries, which are asked again afterwards. */
  alsoStale?: string[]
  /** The thing as it will be; null when it goes. */
  change(item: Item, input: Input): Item | null
  act(item: Item, input: Input): Promise<unknown>
  /** What was done, in words. */
  done(item: Item, input: Input): string
  /** Stands below the reason when it was not done, for example a way to try again. */
  remedy?(item: Item, input: Input, error: unknown): ReactNode
}

/**
 * A change that shows at once. When the service refuses it, what was shown is as it was before, a toast says why, and the truth is asked for.
 * https://tanstack.com/query/latest/docs/framework/react/guides/optimistic-updates
 */
export function useOptimistic<Item extends { id: string }, Input = undefined>(
  props: Optimistic<Item, Input>,
): (item: Item, input: Input) => void {
  const { key, alsoStale = [], change, act, done, remedy } = props
  const queries = useQueryClient()
  const toast = useToast()
  const { mutate } = useMutation({
    mutationFn: ({ item, input }: { item: Item; input: Input }) => act(item, input),
    async onMutate({ item, input }) {
      // An answer that is on its way would overwrite what is shown.
      await queries.cancelQueries({ queryKey: [key] })
      const before = queries.getQueriesData({ queryKey: [key] })
      queries.setQueriesData({ queryKey: [key] }, (kept: unknown) =>
        changed<Item>(kept, item.id, (one) => change(one, input)),
      )
      return before
    },
    onSuccess(answer, { item, input }) {
      // The next change of it says which version it means.
      if (answer !== null && typeof answer === 'object')
        queries.setQueriesData({ queryKey: [key] }, (kept: unknown) =>
          changed<Item>(kept, item.id, (one) => ({ ...one, ...answer })),
        )
      toast('success', done(item, input))
    },
    onError(error, { item, input }, before) {
      for (const [query, kept] of before ?? []) queries.setQueryData(query, kept)
      toast(
        'error',
        <>
          {problemText(error)} {remedy?.(item, input, error)}
        </>,
      )
    },
    onSettled: () => refreshLists(queries, key, ...alsoStale),
  })
  return (item, input) => mutate({ item, input })
}
