import Button from '@cloudscape-design/components/button'
import { useFollow } from '../shared/app/app-frame.tsx'
import { EmptyState } from '../shared/app/empty-state.tsx'
import { Page } from '../shared/app/page.tsx'
import * as urls from './urls.ts'

/** Inside the frame: the page is for another role. */
export function ForbiddenPage() {
  const follow = useFollow()
  return (
    <Page title="Your role does not allow this">
      <EmptyState
        title="Costs are for system admins"
        action={
          <Button href={urls.home()} onFollow={follow}>
            To the overview
          </Button>
        }
      >
        Ask one of them for what you need to know.
      </EmptyState>
    </Page>
  )
}
