import { lazy } from 'react'
import { useSearchParams } from 'react-router'
import { Page } from '../../shared/app/page.tsx'
import { PageTabs } from '../../shared/app/page-tabs.tsx'
import { readInterval } from '../intervals/interval.ts'
import * as urls from '../urls.ts'
import { FocusDownload } from './focus-download.tsx'

const CostsTab = lazy(async () => ({ default: (await import('./costs-tab.tsx')).CostsTab }))
const UnallocatedTab = lazy(async () => ({ default: (await import('./unallocated-tab.tsx')).UnallocatedTab }))
const MarginsTab = lazy(async () => ({ default: (await import('./margins-tab.tsx')).MarginsTab }))
const ChangesTab = lazy(async () => ({ default: (await import('./changes-tab.tsx')).ChangesTab }))
const RunsTab = lazy(async () => ({ default: (await import('./runs-tab.tsx')).RunsTab }))

export type CostsPageTab = 'Costs' | 'Unallocated' | 'Margin' | 'What changed' | 'Runs'

/** What the deployment costs, and who bears it. */
export function CostsPage({ tab }: { tab: CostsPageTab }) {
  const [params] = useSearchParams()
  // The days that are looked at stay the same from tab to tab.
  const at = readInterval(params) ?? {}
  const tabs: { label: CostsPageTab; href: string }[] = [
    { label: 'Costs', href: urls.costs(at) },
    { label: 'Unallocated', href: urls.unallocatedCosts(at) },
    { label: 'Margin', href: urls.margins() },
    { label: 'What changed', href: urls.costChanges() },
    { label: 'Runs', href: urls.costRuns() },
  ]
  return (
    <Page
      title="Costs"
      documentTitle={tab}
      description="The bill, attributed to tenants by what they used. Days are those of UTC; amounts are exact, and rounded where you read them."
      actions={<FocusDownload />}
    >
      <PageTabs label="About costs" tabs={tabs} active={tab}>
        {tab === 'Costs' && <CostsTab />}
        {tab === 'Unallocated' && <UnallocatedTab />}
        {tab === 'Margin' && <MarginsTab />}
        {tab === 'What changed' && <ChangesTab />}
        {tab === 'Runs' && <RunsTab />}
      </PageTabs>
    </Page>
  )
}
