import { eventually } from '../../acceptance/eventually.ts'
import { ruleOf } from '../rules/route-rule.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf, type Reply, send } from '../world/http.ts'
import type { Route } from '../world/route.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, mayCall, operationName, rightfully } from './api.ts'

/** Keys are used up: each time others are made. */
let turns = 0

/** Every POST, under keys that others have used, or that were used for something else: nobody gets what was answered to another. */
export function idempotency(world: World): AttackClass {
  const apis = apisOf(world).map((api) => ({ ...api, routes: api.routes.filter(({ method }) => method === 'POST') }))
  return {
    name: 'idempotency',
    controls: apis.flatMap((api) => controlsOf(world, api)),
    attempts: apis.flatMap((api) => api.routes.flatMap((route) => attemptsOn(world, api, route))),
    skipped: [],
  }
}

const CONFLICT = '409 IDEMPOTENCY_CONFLICT Idempotency-Key'
const MALFORMED = ['', ' ', 'a b', 'ключ', 'x'.repeat(256)]

function attemptsOn(world: World, api: Api, route: Route): Attempt[] {
  const { body, costly, control, ids, alone } = ruleOf(api.rules, route)
  const attempt = (role: string, mutation: string, expected: string, run: () => Promise<string>): Attempt => ({
    operation: operationName(route),
    role,
    mutation,
    expected,
    send: run,
  })
  const callers = Object.entries(api.people).filter(([role]) => mayCall(route, role))
  const id = ids && { id: ids.standing(world) }
  const malformed = callers.flatMap(([role, { token }]) =>
    MALFORMED.map((key) =>
      attempt(role, `the key "${key.slice(0, 20)}"`, '400 INVALID_REQUEST Idempotency-Key', () =>
        rightfully(world, api, route, {
          ...id,
          token: isOpen(route) ? undefined : token,
          headers: { 'idempotency-key': encodeURI(key) === key ? key : Buffer.from(key).toString('latin1') },
        }),
      ),
    ),
  )
  // What changes the state of a tenant, or takes seconds, is not done again and again.
  if (costly || control || alone || !body) return malformed
  return [
    ...malformed,
    ...callers.flatMap(([role, { token }]) =>
      ofPerson(world, api, route, role, isOpen(route) ? undefined : token, attempt),
    ),
  ]
}

function ofPerson(
  world: World,
  api: Api,
  route: Route,
  role: string,
  token: string | undefined,
  attempt: (role: string, mutation: string, expected: string, run: () => Promise<string>) => Attempt,
): Attempt[] {
  const { body, ids } = ruleOf(api.rules, route)
  const path = () => route.path.replace(/\{\w+\}/, ids?.standing(world) ?? '')
  const post = async (token: string | undefined, key: string, content: object): Promise<Reply> =>
    send(api.url, { method: 'POST', path: path(), token, headers: { 'idempotency-key': key }, body: content })
  const fresh = async () => ({ key: `key-${world.run}-${++turns}`, content: (await body?.(world)) ?? {} })
  const other = Object.entries(api.people).find(([name]) => name !== role && mayCall(route, name))?.[1]
  return [
    attempt(role, 'the same again', `${route.success}, the same answer`, async () => {
      const { key, content } = await fresh()
      const [first, second] = [await post(token, key, content), await post(token, key, content)]
      return `${answerOf(second)}, ${first.text === second.text ? 'the same answer' : 'another answer'}`
    }),
    attempt(role, 'another body under the same key', CONFLICT, async () => {
      const { key, content } = await fresh()
      await post(token, key, content)
      return answerOf(await post(token, key, { ...content, other: 'body' }))
    }),
    attempt(role, 'the same twice at once', 'one answer', async () => {
      const { key, content } = await fresh()
      const answers = await Promise.all([1, 2].map(() => unlessUnderWay(() => post(token, key, content))))
      return new Set(answers.map(({ text }) => text)).size === 1 ? 'one answer' : answers.map(answerOf).join(' and ')
    }),
    // A stranger's key is anybody's: there is nobody whose it could be.
    ...(other && token !== undefined
      ? [
          attempt(role, 'the key of another person of the tenant', 'not the answer of another', async () => {
            const { key, content } = await fresh()
            const theirs = await post(other.token, key, content)
            return notOf(theirs, await post(token, key, content))
          }),
        ]
      : []),
    ...(api.name === 'tenant API'
      ? [
          attempt(role, 'the key of another tenant’s person', 'not the answer of another', async () => {
            const { key, content } = await fresh()
            const { admin } = world.victim
            const theirs = await post(admin.token, key, content)
            return notOf(theirs, await post(token, key, content))
          }),
        ]
      : []),
  ]
}

/** Sends again while the first request is still under way, on a busy machine. */
const unlessUnderWay = (call: () => Promise<Reply>): Promise<Reply> =>
  eventually('an answer of the first request', async () => {
    const reply = await call()
    return !reply.text.includes('still under way') && reply
  })

/** Whether what was answered is one's own: what two requests made has an id of its own. */
const notOf = (theirs: Reply, own: Reply): string => {
  const isShown = theirs.status < 400 && theirs.text === own.text
  return isShown ? `${answerOf(own)}, the answer of another` : 'not the answer of another'
}
