import Button from '@cloudscape-design/components/button'
import { useFollow } from '../shared/app/app-frame.tsx'
import { EmptyState } from '../shared/app/empty-state.tsx'
import { Page } from '../shared/app/page.tsx'
import * as urls from './urls.ts'

/** Inside the frame: the address leads to nothing that there is. */
export function NotFoundPage({ what }: { what: string }) {
  const follow = useFollow()
  return (
    <Page title={`There is no such ${what}`}>
      <EmptyState
        title="The address may be mistyped"
        action={
          <Button href={urls.home()} onFollow={follow}>
            To the overview
          </Button>
        }
      >
        Or what it led to is gone.
      </EmptyState>
    </Page>
  )
}
