import { anyId } from '../product/own-ids.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerIn } from '../world/call-route.ts'
import { type Call, send } from '../world/http.ts'
import type { World } from '../world/world.ts'
import { type Api, apisOf, controlsOf, isOpen, operationName } from './api.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'PROPFIND']

/** Methods that a path does not have, and spellings of a path that are not it: there is no such route. */
export function paths(world: World): AttackClass {
  const apis = apisOf(world)
  return {
    name: 'paths',
    controls: apis.flatMap((api) =>
      controlsOf(
        world,
        api,
        api.routes.filter((route) => !isOpen(route)),
      ),
    ),
    attempts: apis.flatMap((api) => attemptsOn(world, api)),
    skipped: [],
  }
}

function attemptsOn(world: World, api: Api): Attempt[] {
  const canaries = api.name === 'tenant API' ? world.canaries : []
  return api.routes
    .filter((route) => !isOpen(route))
    .flatMap((route) => {
      const path = route.path.replace(/\{\w+\}/g, anyId(world))
      const own = new Set(api.routes.filter((other) => other.path === route.path).map(({ method }) => method))
      const calls: [string, Call][] = [
        ...METHODS.filter((method) => !own.has(method)).map((method): [string, Call] => [
          `method ${method}`,
          { method, path },
        ]),
        ...spellings(path, route.path.includes('{')).map((spelling): [string, Call] => [
          `spelled ${spelling}`,
          { method: route.method, path: spelling },
        ]),
      ]
      return Object.entries(api.people).flatMap(([role, { token }]) =>
        calls.map(([mutation, call]) => ({
          operation: operationName(route),
          role,
          mutation,
          expected: call.method === 'HEAD' ? '404' : '404 NOT_FOUND',
          send: async () => {
            const request = { ...call, token, ...(route.body && { body: {} }) }
            const reply = await send(api.url, request)
            return call.method === 'HEAD' ? String(reply.status) : answerIn(canaries, request, reply)
          },
        })),
      )
    })
}

/** Paths that a careless router takes for this one. What follows an id would be part of the id. */
const spellings = (path: string, endsInId: boolean): string[] => [
  `/${path}`,
  `/v1${path}`,
  `/admin${path}`,
  `/.${path}`,
  `/x/..${path}`,
  `/x\\..${path}`,
  `/%2e%2e${path}`,
  path.toUpperCase(),
  path.replace('/', '/%2F'),
  `${path}/../..${path}`,
  ...(endsInId ? [`${path}/extra`] : [`${path};role=TenantAdmin`, `${path}.json`, `${path}%2f`, `${path}%00`]),
]
