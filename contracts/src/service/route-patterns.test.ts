import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Route } from '../route.ts'
import { globsIntersect } from './globs.ts'
import { assertExact, routePatterns } from './route-patterns.ts'

type AnyRoute = Pick<Route<string, string>, 'method' | 'path'>
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const

/** As IAM does: `*` is any text, slashes included. */
const matches = (pattern: string, request: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(request)
const isAllowed = ({ allow, deny }: { allow: string[]; deny: string[] }, request: string) =>
  allow.some((one) => matches(one, request)) && !deny.some((one) => matches(one, request))

const resource = (name: string): AnyRoute[] => [
  { method: 'GET', path: `/${name}` },
  { method: 'POST', path: `/${name}` },
  { method: 'GET', path: `/${name}/{id}` },
  { method: 'PUT', path: `/${name}/{id}` },
  { method: 'DELETE', path: `/${name}/{id}` },
]

describe('the patterns of a role', () => {
  it('are one for each service where the role may call all of it', () => {
    const routes = [...resource('widgets'), ...resource('gadgets')]
    expect(routePatterns(routes, [{ method: 'GET', path: '/users' }])).toEqual({
      allow: ['*/widgets*', '*/gadgets*'],
      deny: [],
    })
  })

  it('match no forbidden route whose path begins alike', () => {
    const patterns = routePatterns(resource('widget'), resource('widgets'))
    expect(isAllowed(patterns, 'GET/widget/1')).toBe(true)
    expect(isAllowed(patterns, 'GET/widgets/1')).toBe(false)
  })

  it('deny a forbidden route by itself where a parameter’s wildcard would reach it', () => {
    const forbidden: AnyRoute[] = [{ method: 'GET', path: '/widgets/{id}/secrets' }]
    const patterns = routePatterns([{ method: 'GET', path: '/widgets/{id}' }], forbidden)
    expect(patterns).toEqual({ allow: ['GET/widgets/*'], deny: ['GET/widgets/*/secrets'] })
    expect(isAllowed(patterns, 'GET/widgets/7')).toBe(true)
    expect(isAllowed(patterns, 'GET/widgets/7/secrets')).toBe(false)
  })

  it('deny a method at once that the role may use nowhere, and never allow one', () => {
    const routes = ['widgets', 'gadgets', 'gizmos'].flatMap(resource)
    const isDelete = ({ method }: AnyRoute) => method === 'DELETE'
    const mayAllButDelete = routePatterns(
      routes.filter((route) => !isDelete(route)),
      routes.filter(isDelete),
    )
    expect(mayAllButDelete).toEqual({ allow: ['*/widgets*', '*/gadgets*', '*/gizmos*'], deny: ['DELETE/*'] })
    const mayDelete = routePatterns(
      routes.filter(isDelete),
      routes.filter((route) => !isDelete(route)),
    )
    expect(mayDelete.allow).toEqual(['DELETE/widgets/*', 'DELETE/gadgets/*', 'DELETE/gizmos/*'])
  })

  it('are refused, naming both routes, where one cannot be denied without the other', () => {
    const allowed: AnyRoute[] = [{ method: 'GET', path: '/a/{x}/{y}/z' }]
    const forbidden: AnyRoute[] = [{ method: 'GET', path: '/a/{x}/z' }]
    expect(() => routePatterns(allowed, forbidden)).toThrow(/GET \/a\/\{x\}\/\{y\}\/z.*GET \/a\/\{x\}\/z/)
  })

  it('stay below two kilobytes for 15 services of five routes with mixed roles', () => {
    const routes = Array.from({ length: 15 }, (_, n) => resource(`service-number-${n}`)).flat()
    const { allow, deny } = routePatterns(
      routes.filter(({ method }) => method === 'GET' || method === 'POST'),
      routes.filter(({ method }) => method !== 'GET' && method !== 'POST'),
    )
    expect([...allow, ...deny].join('').length).toBeLessThan(2000)
  })

  it('are one for each service even beside routes with parameters, which a wildcard for the method reaches', () => {
    const people = resource('users')
    const services = [...resource('widgets'), ...resource('gadgets'), ...resource('gizmos')]
    const { allow, deny } = routePatterns(services, people)
    expect(allow).toEqual(['*/widgets*', '*/gadgets*', '*/gizmos*'])
    expect(deny).toEqual(['GET/users/*', 'PUT/users/*', 'DELETE/users/*'])
    expect(isAllowed({ allow, deny }, 'DELETE/users/x%2F/widgets')).toBe(false)
    expect(isAllowed({ allow, deny }, 'DELETE/users/x/widgets')).toBe(false)
  })
})

test('whatever the routes and roles are, patterns allow exactly the allowed routes, or are refused', () => {
  const segment = fc.constantFrom('a', 'b', 'ab', '{id}', 'items')
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`)
  const route = fc.record({ method: fc.constantFrom(...METHODS), path })
  const api = fc.uniqueArray(route, { maxLength: 12, selector: ({ method, path }) => method + path })
  const value = fc.constantFrom('1', 'a', 'items', 'x-y')
  fc.assert(
    fc.property(api, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), value, (routes, allowed, id) => {
      const may = routes.filter((_, n) => allowed[n])
      const mayNot = routes.filter((_, n) => !allowed[n])
      try {
        const patterns = routePatterns(may, mayNot)
        assertExact(patterns, may, mayNot)
        // A request belongs to the route that API Gateway prefers: the one whose segments are literal, from the left.
        for (const one of routes) {
          const request = `${one.method}${one.path.replaceAll('{id}', id)}`
          const owner = routes
            .filter((other) => new RegExp(`^${other.method}${other.path.replaceAll('{id}', '[^/]+')}$`).test(request))
            .toSorted((a, b) => (a.path.replaceAll('{', '~') < b.path.replaceAll('{', '~') ? -1 : 1))[0]
          if (owner && mayNot.includes(owner)) expect(isAllowed(patterns, request), request).toBe(false)
        }
      } catch (error) {
        expect(String(error)).toMatch(/rename one of them/)
      }
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['a*', 'ab', true],
  ['a*c', 'ab', false],
  ['*/x', 'y/*', true],
  ['a', 'b', false],
  ['*', '', true],
])('globs %s and %s intersect: %s', (a, b, expected) => {
  expect(globsIntersect(a, b)).toBe(expected)
})
