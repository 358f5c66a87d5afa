import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { onboard } from '../../acceptance/onboarding.ts'
import { operatorClient } from '../../acceptance/operator-client.ts'
import { alarms } from './alarms.ts'
import { costs } from './costs.ts'
import { failures, redrive } from './failures.ts'
import { leaving } from './leaving.ts'
import { leftInAppPlane, leftInControlPlane } from './leftovers.ts'
import { moving } from './moving.ts'
import { lostStart, onboardings, standstill } from './onboardings.ts'
import { operating } from './operating.ts'
import { operatorSessions } from './operator-sessions.ts'
import { pages } from './pages.ts'
import { people } from './people.ts'
import { newOrderOfLists, services } from './services.ts'
import { silos } from './silos.ts'
import { tierJourney } from './tiers.ts'
import { unused } from './unused.ts'
import { allowance, usage } from './usage.ts'

/** All that the product is for, from sign-up to what an operator mends; journeys of different tenants run side by side. */
export async function everyJourney(endpoints: Endpoints, leap: (seconds: number) => void): Promise<void> {
  const admin = operatorClient({ endpoints })
  await lostStart(endpoints, admin)
  const acme = await onboard(endpoints, 'Acme', 'ada@acme.example')
  const globex = await onboard(endpoints, 'Globex', 'hank@globex.example')
  const initech = await onboard(endpoints, 'Initech', 'bill@initech.example')
  const { user } = await people(endpoints, acme, globex)
  const [ids] = await Promise.all([
    services(acme, { TenantAdmin: acme.api, TenantUser: user }),
    failures(endpoints),
    operating(endpoints, admin, globex),
    usage(endpoints, admin, acme),
    silos(endpoints, admin),
    onboardings(endpoints, admin).then(() => standstill(endpoints, admin, initech)),
  ])
  await allowance(endpoints, admin, acme)
  await costs(admin, acme.api)
  await newOrderOfLists(endpoints)
  await moving(admin, acme, leap)
  await leftInAppPlane(endpoints, acme, ids)
  await leftInControlPlane(endpoints, { admin, tenant: acme })
  await pages(endpoints, { tenant: acme.api, admin })
  await alarms(admin, leap)
  await redrive(endpoints, admin)
  await leaving({ endpoints, admin, tenant: acme, other: globex, leap })
  await operatorSessions(endpoints)
  // Last, for time leaps by hours.
  await tierJourney(endpoints, globex, leap)
  await unused(endpoints, leap)
}
