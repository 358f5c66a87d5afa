import Alert from '@cloudscape-design/components/alert'
import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { lazy, useState } from 'react'
import { Navigate, Outlet, Route, Routes, useLocation, useNavigate } from 'react-router'
import { AppFrame } from '../shared/app/app-frame.tsx'
import { PageSkeleton } from '../shared/app/page-skeleton.tsx'
import { problemText } from '../shared/app/problem-alert.tsx'
import { signOut } from '../shared/session/cognito.ts'
import { ForbiddenPage } from './forbidden-page.tsx'
import { may } from './may.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { SessionProvider, useSession } from './session.tsx'
import { StorySearch } from './stories/story-search.tsx'
import * as urls from './urls.ts'

const EVERYWHERE = 'sign-out-everywhere'

type Operation = Parameters<typeof may>[1]

interface Entry {
  text: string
  href: string
  /** Shown to roles that may call it. @default all */
  needs?: Operation
}

const NAVIGATION: Entry[] = [
  { text: 'Overview', href: urls.home() },
  { text: 'Tenants', href: urls.tenants() },
  { text: 'Alarms', href: urls.alarms() },
  { text: 'Incidents', href: urls.incidents() },
  { text: 'Workflows', href: urls.workflows() },
  { text: 'Tiers', href: urls.tiers() },
  { text: 'Costs', href: urls.costs(), needs: 'listCosts' },
  { text: 'Failed messages', href: urls.failedMessages() },
  { text: 'Operators', href: urls.operators() },
  { text: 'Audit', href: urls.audit() },
  { text: 'What to do', href: urls.guide() },
]

const OverviewPage = lazy(async () => ({ default: (await import('./overview/overview-page.tsx')).OverviewPage }))
const TenantsPage = lazy(async () => ({ default: (await import('./tenants/tenants-page.tsx')).TenantsPage }))
const NewTenantPage = lazy(async () => ({ default: (await import('./tenants/new-tenant-page.tsx')).NewTenantPage }))
const TenantPage = lazy(async () => ({ default: (await import('./tenant/tenant-page.tsx')).TenantPage }))
const StoryPage = lazy(async () => ({ default: (await import('./stories/story-page.tsx')).StoryPage }))
const IncidentsPage = lazy(async () => ({ default: (await import('./incidents/incidents-page.tsx')).IncidentsPage }))
const AlarmsPage = lazy(async () => ({ default: (await import('./alarms/alarms-page.tsx')).AlarmsPage }))
const GuidePage = lazy(async () => ({ default: (await import('./guide/guide-page.tsx')).GuidePage }))
const WorkflowsPage = lazy(async () => ({ default: (await import('./workflows/workflows-page.tsx')).WorkflowsPage }))
const TiersPage = lazy(async () => ({ default: (await import('./tiers/tiers-page.tsx')).TiersPage }))
const NewTierPage = lazy(async () => ({ default: (await import('./tiers/new-tier-page.tsx')).NewTierPage }))
const EditTierPage = lazy(async () => ({ default: (await import('./tiers/edit-tier-page.tsx')).EditTierPage }))
const FailedMessagesPage = lazy(async () => ({
  default: (await import('./failed-messages/failed-messages-page.tsx')).FailedMessagesPage,
}))
const OperatorsPage = lazy(async () => ({ default: (await import('./operators/operators-page.tsx')).OperatorsPage }))
const NewOperatorPage = lazy(async () => ({
  default: (await import('./operators/new-operator-page.tsx')).NewOperatorPage,
}))

const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }))

const CostsPage = lazy(async () => ({ default: (await import('./costs/costs-page.tsx')).CostsPage }))
const CostLinesPage = lazy(async () => ({ default: (await import('./costs/cost-lines-page.tsx')).CostLinesPage }))

/** The console behind the sign-in. */
export function Console() {
  return (
    <SessionProvider signedOut={<ToSignIn />} loading={<PageSkeleton />}>
      <Frame />
    </SessionProvider>
  )
}

function Frame() {
  const { operator, controlPlane } = useSession()
  const [problem, setProblem] = useState<unknown>(null)
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const leave = () => signOut().finally(() => navigate(urls.signIn(), { replace: true }))
  return (
    <AppFrame
      identity={{ title: 'Tenantry operators', href: urls.home() }}
      activeHref={activeHref(pathname)}
      navigation={NAVIGATION.filter(({ needs }) => !needs || may(operator.role, needs)).map(linkOf)}
      search={<StorySearch />}
      banner={
        problem !== null && (
          <Alert type="error" dismissible onDismiss={() => setProblem(null)}>
            {problemText(problem)}
          </Alert>
        )
      }
      utilities={[
        {
          type: 'menu-dropdown',
          iconName: 'user-profile',
          text: operator.email,
          description: operator.role,
          items: [
            { id: 'sign-out', text: 'Sign out' },
            { id: EVERYWHERE, text: 'Sign out everywhere', description: 'Ends your sessions in all browsers.' },
          ],
          onItemClick: ({ detail: { id } }) => {
            if (id === EVERYWHERE) controlPlane('signOutEverywhere', {}).then(leave, setProblem)
            else void leave()
          },
        },
      ]}
    >
      <Routes>
        <Route index element={<OverviewPage />} />
        <Route path="tenants" element={<TenantsPage />} />
        <Route path="tenants/new" element={<NewTenantPage />} />
        <Route path="tenants/:id" element={<TenantPage tab="Tenant" />} />
        <Route path="tenants/:id/health" element={<TenantPage tab="Health" />} />
        <Route path="tenants/:id/requests" element={<TenantPage tab="Requests" />} />
        <Route path="tenants/:id/usage" element={<TenantPage tab="Usage" />} />
        <Route element={<Needs operation="listCosts" />}>
          <Route path="tenants/:id/costs" element={<TenantPage tab="Costs" />} />
          <Route path="costs" element={<CostsPage tab="Costs" />} />
          <Route path="costs/unallocated" element={<CostsPage tab="Unallocated" />} />
          <Route path="costs/margins" element={<CostsPage tab="Margin" />} />
          <Route path="costs/changes" element={<CostsPage tab="What changed" />} />
          <Route path="costs/runs" element={<CostsPage tab="Runs" />} />
          <Route path="costs/lines" element={<CostLinesPage />} />
        </Route>
        <Route path="stories/:requestId" element={<StoryPage />} />
        <Route path="incidents" element={<IncidentsPage />} />
        <Route path="alarms" element={<AlarmsPage />} />
        <Route path="guide" element={<GuidePage />} />
        <Route path="workflows" element={<WorkflowsPage />} />
        <Route path="tiers" element={<TiersPage />} />
        <Route path="tiers/new" element={<NewTierPage />} />
        <Route path="tiers/edit/:name" element={<EditTierPage />} />
        <Route path="failed-messages" element={<FailedMessagesPage />} />
        <Route path="operators" element={<OperatorsPage />} />
        <Route path="operators/new" element={<NewOperatorPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="*" element={<NotFoundPage what="page" />} />
      </Routes>
    </AppFrame>
  )
}

/** The pages below it are for roles that may call an operation. */
function Needs({ operation }: { operation: Operation }) {
  const { operator } = useSession()
  return may(operator.role, operation) ? <Outlet /> : <ForbiddenPage />
}

const linkOf = ({ text, href }: Entry): SideNavigationProps.Link => ({ type: 'link', text, href })

/** The entry of the navigation that an address belongs to. */
const activeHref = (pathname: string): string => `/${pathname.split('/')[1]}`

function ToSignIn() {
  const { pathname, search, hash } = useLocation()
  return <Navigate to={urls.signIn(pathname === urls.home() ? undefined : `${pathname}${search}${hash}`)} replace />
}
