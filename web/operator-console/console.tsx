import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { lazy } from 'react'
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router'
import { AppFrame } from '../shared/app/app-frame.tsx'
import { PageSkeleton } from '../shared/app/page-skeleton.tsx'
import { signOut } from '../shared/session/cognito.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { SessionProvider, useSession } from './session.tsx'
import * as urls from './urls.ts'

const NAVIGATION: SideNavigationProps.Item[] = [
  { type: 'link', text: 'Overview', href: urls.home() },
  { type: 'link', text: 'Tenants', href: urls.tenants() },
  { type: 'link', text: 'Failed messages', href: urls.failedMessages() },
  { type: 'link', text: 'Operators', href: urls.operators() },
  { type: 'link', text: 'Audit', href: urls.audit() },
]

const OverviewPage = lazy(async () => ({ default: (await import('./overview/overview-page.tsx')).OverviewPage }))
const TenantsPage = lazy(async () => ({ default: (await import('./tenants/tenants-page.tsx')).TenantsPage }))
const NewTenantPage = lazy(async () => ({ default: (await import('./tenants/new-tenant-page.tsx')).NewTenantPage }))
const TenantPage = lazy(async () => ({ default: (await import('./tenant/tenant-page.tsx')).TenantPage }))
const FailedMessagesPage = lazy(async () => ({
  default: (await import('./failed-messages/failed-messages-page.tsx')).FailedMessagesPage,
}))
const OperatorsPage = lazy(async () => ({ default: (await import('./operators/operators-page.tsx')).OperatorsPage }))
const NewOperatorPage = lazy(async () => ({
  default: (await import('./operators/new-operator-page.tsx')).NewOperatorPage,
}))

const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }))

/** The console behind the sign-in. */
export function Console() {
  return (
    <SessionProvider signedOut={<ToSignIn />} loading={<PageSkeleton />}>
      <Frame />
    </SessionProvider>
  )
}

function Frame() {
  const { operator } = useSession()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  return (
    <AppFrame
      identity={{ title: 'Tenantry operators', href: urls.home() }}
      activeHref={activeHref(pathname)}
      navigation={NAVIGATION}
      utilities={[
        {
          type: 'menu-dropdown',
          iconName: 'user-profile',
          text: operator.email,
          description: operator.role,
          items: [{ id: 'sign-out', text: 'Sign out' }],
          onItemClick: () => void signOut().finally(() => navigate(urls.signIn(), { replace: true })),
        },
      ]}
    >
      <Routes>
        <Route index element={<OverviewPage />} />
        <Route path="tenants" element={<TenantsPage />} />
        <Route path="tenants/new" element={<NewTenantPage />} />
        <Route path="tenants/:id" element={<TenantPage />} />
        <Route path="failed-messages" element={<FailedMessagesPage />} />
        <Route path="operators" element={<OperatorsPage />} />
        <Route path="operators/new" element={<NewOperatorPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="*" element={<NotFoundPage what="page" />} />
      </Routes>
    </AppFrame>
  )
}

/** The entry of the navigation that an address belongs to. */
const activeHref = (pathname: string): string => `/${pathname.split('/')[1]}`

function ToSignIn() {
  const { pathname, search } = useLocation()
  return <Navigate to={urls.signIn(pathname === urls.home() ? undefined : `${pathname}${search}`)} replace />
}
