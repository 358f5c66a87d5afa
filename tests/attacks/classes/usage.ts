import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf, send } from '../world/http.ts'
import type { World } from '../world/world.ts'
import { onceDelivered } from '../world/written.ts'

/** The items of an empty list. */
const NOTHING = '[]'

const LISTS = ['usage', 'requests', 'audit']
/** AWS bills the day after, so costs are attacked where the bill is made at once. */
const COSTS = 'costs'

/** A tenant's admin asks for what another tenant used, cost, failed at and changed: whatever they name, it is their own that they see. */
export async function usage(world: World): Promise<AttackClass> {
  const { attacker, victim } = world
  const lists = world.local ? [...LISTS, COSTS] : LISTS
  const { tenantId } = victim.config
  const listOf = async (list: string, query: string, token = attacker.admin.token): Promise<string> => {
    const path = `/account/${list}${query}`
    const reply = await send(attacker.config.apiUrl, { method: 'GET', path, token })
    // Cursors differ each time.
    return reply.status === 200 ? JSON.stringify(JSON.parse(reply.text).items) : answerOf(reply)
  }
  // Whatever is not there is a request that failed.
  await send(attacker.config.apiUrl, { method: 'GET', path: '/users/nobody', token: attacker.admin.token })
  await onceDelivered(world, 'usage of both tenants, and a request that failed', async () => {
    const asked = [listOf('usage', ''), listOf('usage', '', victim.admin.token), listOf('requests', '')]
    if (world.local) asked.push(listOf(COSTS, ''), listOf(COSTS, '', victim.admin.token))
    const answers = await Promise.all(asked)
    const refused = answers.find((answer) => !answer.startsWith('['))
    if (refused) throw new Error(`A list of one's own was answered ${refused}`)
    return !answers.includes(NOTHING)
  })
  /** Lists grow meanwhile: what was asked for stands between two that were not meddled with. */
  const seen = async (list: string, query: string): Promise<string> => {
    const before = await listOf(list, '')
    const asked = await listOf(list, query)
    const after = await listOf(list, '')
    if (asked === before || asked === after) return 'own'
    return asked === (await listOf(list, '', victim.admin.token)) ? 'the victim’s' : asked.slice(0, 80)
  }
  const attempt = (list: string, mutation: string, expected: string, run: () => Promise<string>): Attempt => ({
    operation: `GET /account/${list}`,
    role: 'TenantAdmin',
    mutation,
    expected,
    send: run,
  })
  const names = ['tenantId', 'tenant', 'id', 'pk', 'subject', 'by[tenantId]']
  return {
    name: 'usage',
    controls: lists.flatMap((list) => [
      attempt(list, 'nothing else named', 'own', () => seen(list, '')),
      attempt(list, 'another’s is another', 'another', async () => {
        const [own, others] = [await listOf(list, ''), await listOf(list, '', victim.admin.token)]
        return own === NOTHING || own === others ? 'nothing, or the same' : 'another'
      }),
    ]),
    attempts: lists.flatMap((list) => [
      ...names.map((name) => {
        // The one refuses what it does not know, the others do not look at it.
        const expected = list === 'audit' ? `400 INVALID_REQUEST ${name}` : 'own'
        return attempt(list, `${name} of the victim`, expected, () => seen(list, `?${name}=${tenantId}`))
      }),
      attempt(list, 'the victim’s key as a cursor', '400 INVALID_CURSOR cursor', () =>
        listOf(list, `?cursor=${Buffer.from(JSON.stringify({ tenantId })).toString('base64url')}`),
      ),
    ]),
    skipped: world.local ? [] : ['Costs: AWS bills them the day after.'],
  }
}
