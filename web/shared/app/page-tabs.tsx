import Tabs from '@cloudscape-design/components/tabs'
import { type ReactNode, Suspense } from 'react'
import { useNavigate } from 'react-router'
import { PageSkeleton } from './page-skeleton.tsx'

export interface PageTab {
  label: string
  href: string
}

export interface PageTabsProps {
  /** Names the tabs to those who do not see them. */
  label: string
  tabs: PageTab[]
  /** The label of the tab that is shown. */
  active: string
  children: ReactNode
}

/** The pages of one thing as tabs. Each has an address of its own, so that a link, a reload and the back button find it. */
export function PageTabs({ label, tabs, active, children }: PageTabsProps) {
  const navigate = useNavigate()
  return (
    <Tabs
      ariaLabel={label}
      activeTabId={idOf(tabs.findIndex(({ label }) => label === active))}
      // With the arrow keys one looks at the tabs; each of them loads something.
      keyboardActivationMode="manual"
      onChange={({ detail: { activeTabHref } }) => activeTabHref !== undefined && navigate(activeTabHref)}
      tabs={tabs.map((tab, at) => ({
        id: idOf(at),
        ...tab,
        content: tab.label === active && <Suspense fallback={<PageSkeleton />}>{children}</Suspense>,
      }))}
    />
  )
}

/** Elements refer to each other by it, so it has no spaces. */
const idOf = (at: number): string => String(at)
