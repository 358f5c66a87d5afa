import type { ReactNode } from 'react'
import { Page } from '../../../shared/app/page.tsx'
import { type PageTab, PageTabs } from '../../../shared/app/page-tabs.tsx'
import * as urls from '../../urls.ts'

const TABS = [
  { label: 'Account', href: urls.account() },
  { label: 'Errors', href: urls.accountErrors() },
  { label: 'Changes', href: urls.accountChanges() },
] as const satisfies PageTab[]

/** The pages about the tenant's account, as tabs. */
export function AccountFrame({ active, children }: { active: (typeof TABS)[number]['label']; children: ReactNode }) {
  return (
    <Page title="Account" documentTitle={active}>
      <PageTabs label="About the account" tabs={[...TABS]} active={active}>
        {children}
      </PageTabs>
    </Page>
  )
}
