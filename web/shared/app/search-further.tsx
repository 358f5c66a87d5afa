import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import LiveRegion from '@cloudscape-design/components/live-region'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef } from 'react'
import { problemText } from './problem-alert.tsx'
import type { Further, Pages } from './use-pages.ts'

/** Below a list of which only a part was searched: says so, and goes on when the person wants it to. */
export function SearchFurther({ pages, further }: { pages: Pages<unknown>; further: Further }) {
  const status = useRef<HTMLSpanElement>(null)
  const { isOffered, isSearching, search } = further
  const wasOffered = useRef(isOffered)
  useEffect(() => {
    // The button has gone with the focus: whoever uses a keyboard goes on from here.
    if (wasOffered.current && !isOffered && document.activeElement === document.body) status.current?.focus()
    wasOffered.current = isOffered
  }, [isOffered])
  return (
    <Box textAlign="center" color="text-body-secondary">
      <SpaceBetween size="xs" alignItems="center">
        <LiveRegion tagName="span">
          <span ref={status} tabIndex={-1}>
            {statusText(pages, further)}
          </span>
        </LiveRegion>
        {isOffered && (
          <Button onClick={search} loading={isSearching} loadingText="Searching further" disabled={pages.isTurning}>
            Search further
          </Button>
        )}
      </SpaceBetween>
    </Box>
  )
}

function statusText({ items, hasNext }: Pages<unknown>, { isOffered, isSearching, error }: Further): string {
  if (error) return problemText(error)
  if (isSearching) return 'Searching further …'
  if (!isOffered) return hasNext ? 'This page is full. The next page has more.' : 'The whole list has been searched.'
  const part = 'Only a part of the list has been searched.'
  // A list without rows says itself that there are none so far.
  return items.length === 0 ? part : `${items.length} found so far. ${part}`
}
