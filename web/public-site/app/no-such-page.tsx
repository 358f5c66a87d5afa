import Button from '@cloudscape-design/components/button'
import { useFollow } from '../../shared/app/app-frame.tsx'
import { EmptyState } from '../../shared/app/empty-state.tsx'
import { Page } from '../../shared/app/page.tsx'
import * as urls from '../urls.ts'

/** For an address without a page, or with one that the person's role may not see. */
export function NoSuchPage() {
  const follow = useFollow()
  return (
    <Page title="There is no such page here">
      <EmptyState
        title="Nothing to see at this address"
        action={
          <Button href={urls.app()} onFollow={follow}>
            To the start page
          </Button>
        }
      >
        It may be mistyped, gone, or not part of your role.
      </EmptyState>
    </Page>
  )
}
