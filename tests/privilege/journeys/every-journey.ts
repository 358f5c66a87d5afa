import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { onboard } from '../../acceptance/onboarding.ts'
import { failures, redrive } from './failures.ts'
import { leftInAppPlane, leftInControlPlane } from './leftovers.ts'
import { lostStart, onboardings, standstill } from './onboardings.ts'
import { operating, systemAdmin } from './operating.ts'
import { operatorSessions } from './operator-sessions.ts'
import { pages } from './pages.ts'
import { people } from './people.ts'
import { newOrderOfLists, services } from './services.ts'

/** All that the product is for, from sign-up to what an operator mends; journeys of different tenants run side by side. */
export async function everyJourney(endpoints: Endpoints): Promise<void> {
  const admin = await systemAdmin(endpoints)
  await lostStart(endpoints, admin)
  const acme = await onboard(endpoints, 'Acme', 'ada@acme.example')
  const globex = await onboard(endpoints, 'Globex', 'hank@globex.example')
  const initech = await onboard(endpoints, 'Initech', 'bill@initech.example')
  const { user } = await people(endpoints, acme, globex)
  const [ids] = await Promise.all([
    services(acme, { TenantAdmin: acme.api, TenantUser: user }),
    failures(endpoints),
    operating(endpoints, admin, globex),
    onboardings(endpoints, admin).then(() => standstill(endpoints, admin, initech)),
  ])
  await newOrderOfLists(endpoints)
  await leftInAppPlane(endpoints, acme, ids)
  await leftInControlPlane(endpoints, { admin, tenant: acme })
  await pages(endpoints, { tenant: acme.api, admin })
  await redrive(endpoints, admin)
  await operatorSessions(endpoints)
}
