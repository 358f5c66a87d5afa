import Alert from '@cloudscape-design/components/alert'
import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useState } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import { AppFrame } from '../../shared/app/app-frame.tsx'
import { problemText } from '../../shared/app/problem-alert.tsx'
import { FEATURES } from '../features.ts'
import * as urls from '../urls.ts'
import { ACCOUNT } from './account/account.tsx'
import type { FeaturePage } from './feature.ts'
import { HomePage } from './home/home-page.tsx'
import { MY_DATA } from './my-data/my-data.tsx'
import { NoSuchPage } from './no-such-page.tsx'
import { NotInPlanPage } from './not-in-plan.tsx'
import { PEOPLE } from './people/people.tsx'
import { AcceptDialog, type Invited } from './session/accept-dialog.tsx'
import { type Session, useSession } from './session/session.tsx'
import { SessionProvider } from './session/session-provider.tsx'
import { useUtilities } from './session/utilities.ts'

const features = [...FEATURES, PEOPLE, ACCOUNT, MY_DATA]

/** The tenant app, behind the sign-in. */
export function TenantApp() {
  // Another tenant is another session, whatever page is open.
  const { state } = useLocation()
  return (
    <SessionProvider key={(state as { entered?: string } | null)?.entered}>
      <Frame />
    </SessionProvider>
  )
}

function Frame() {
  const { tenant, may, isOffline } = useSession()
  const { pathname } = useLocation()
  const [problem, setProblem] = useState<unknown>(null)
  const [invited, setInvited] = useState<Invited | null>(null)
  return (
    <AppFrame
      identity={{ title: 'Tenantry', href: urls.app() }}
      utilities={useUtilities({ onProblem: setProblem, onInvited: setInvited })}
      navigation={navigation(may)}
      navigationHeader={{ text: tenant.name, href: urls.app() }}
      activeHref={sectionOf(pathname)}
      banner={
        <>
          {isOffline && (
            <Alert type="warning" header="No connection">
              The service cannot be reached. What you see may be out of date; the page keeps trying.
            </Alert>
          )}
          {problem !== null && (
            <Alert type="error" dismissible onDismiss={() => setProblem(null)}>
              {problemText(problem)}
            </Alert>
          )}
        </>
      }
    >
      {invited && <AcceptDialog invited={invited} onClose={() => setInvited(null)} />}
      <Routes>
        <Route index element={<HomePage features={features} />} />
        {features
          .flatMap(({ pages }) => pages)
          .map(({ path, Page, needs }) => (
            <Route key={path} path={path} element={<Allowed needs={needs} Page={Page} />} />
          ))}
        <Route path="*" element={<NoSuchPage />} />
      </Routes>
    </AppFrame>
  )
}

/** The page, for roles that may call what it needs, of tenants whose plan has it. */
function Allowed({ needs, Page }: Pick<FeaturePage, 'needs' | 'Page'>) {
  const { may, lacks } = useSession()
  const lacked = lacks(needs)
  if (!may(needs)) return <NoSuchPage />
  return lacked ? <NotInPlanPage lacked={lacked} /> : <Page />
}

function navigation(may: Session['may']): SideNavigationProps.Item[] {
  const entries = features.flatMap(({ navigation }) => navigation).filter(({ needs }) => may(needs))
  return [
    { type: 'link', text: 'Home', href: urls.app() },
    ...entries.map(({ text, href }) => ({ type: 'link' as const, text, href })),
  ]
}

/** The navigation entry that a page belongs to: the first segment below `/app`. */
const sectionOf = (pathname: string): string => pathname.split('/').slice(0, 3).join('/')
