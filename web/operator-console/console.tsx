import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router'
import { AppFrame } from '../shared/app/app-frame.tsx'
import { Page } from '../shared/app/page.tsx'
import { PageSkeleton } from '../shared/app/page-skeleton.tsx'
import { signOut } from '../shared/session/cognito.ts'
import { SessionProvider, useSession } from './session.tsx'
import * as urls from './urls.ts'

const NAVIGATION: SideNavigationProps.Item[] = [{ type: 'link', text: 'Overview', href: urls.home() }]

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
      activeHref={pathname}
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
        <Route index element={<Page title="Overview">Signed in as {operator.email}.</Page>} />
      </Routes>
    </AppFrame>
  )
}

function ToSignIn() {
  const { pathname, search } = useLocation()
  return <Navigate to={urls.signIn(pathname === urls.home() ? undefined : `${pathname}${search}`)} replace />
}
