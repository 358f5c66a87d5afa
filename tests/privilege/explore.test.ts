import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { onboard } from '../acceptance/onboarding.ts'
import { freshSystem } from '../acceptance/system.ts'
import { failures } from './journeys/failures.ts'
import { leftovers } from './journeys/leftovers.ts'
import { firstLists } from './journeys/lists.ts'
import { onboardings, operating, systemAdmin } from './journeys/operating.ts'
import { people } from './journeys/people.ts'
import { shop } from './journeys/shop.ts'
import { recordAccesses } from './record-accesses.ts'
import { deployedRoles, rightsOf } from './rights.ts'

test('explore', async () => {
  const accesses = recordAccesses()
  const t = performance.now()
  const lap = (s: string) => console.log(s, Math.round(performance.now() - t))
  const system = await freshSystem(undefined, { onAccess: accesses.hear })
  lap('boot')
  const { endpoints } = system
  try {
    const admin = await systemAdmin(endpoints)
    const acme = await onboard(endpoints, 'Acme', 'ada@acme.example')
    const globex = await onboard(endpoints, 'Globex', 'hank@globex.example')
    lap('onboarded')
    await firstLists(endpoints, [
      ...['/products', '/orders', '/users', '/me/tenants'].map((path): [string, typeof admin, string] => ['app-plane', acme.api, path]),
      ...['/tenants', '/operators', '/failed-messages', '/tiers'].map((path): [string, typeof admin, string] => ['control-plane', admin, path]),
    ])
    lap('lists')
    const { user } = await people(endpoints, acme, globex)
    lap('people')
    await Promise.all([
      shop(acme.api, user).then(() => lap('shop')),
      operating(endpoints, admin, globex).then(() => lap('operating')),
      onboardings(endpoints, admin).then(() => lap('onboardings')),
      failures(endpoints, admin).then(() => lap('failures')),
      leftovers(endpoints, admin, acme).then(() => lap('leftovers')),
    ])
    lap('all')
    const out: string[] = []
    for (const role of await deployedRoles(system.cloud)) {
      const heard = accesses.of(role.roleName)
      for (const right of rightsOf(role)) if (!heard.some((one) => right.isUsedBy(one))) out.push(`${right.role} ${right.text}`)
    }
    writeFileSync('/tmp/unused.txt', out.join('\n'))
    writeFileSync('/tmp/refused.txt', accesses.refused().map((a) => `${a.roleName} ${a.action} ${a.resource} ${a.lookup('dynamodb:leadingkeys')} ${a.lookup('events:detail-type')}`).join('\n'))
  } finally {
    await system.close()
  }
}, 200_000)
