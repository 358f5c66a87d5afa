import type { Route } from '../route.ts'
import { globsIntersect } from './globs.ts'

/** What a role may call, as `METHOD/path` patterns in which `*` stands for any text, slashes included, as in an API Gateway policy. */
export interface RoutePatterns {
  allow: string[]
  /** Wins over `allow`. */
  deny: string[]
}

type AnyRoute = Pick<Route<string, string>, 'method' | 'path'>

/**
 * Few patterns that match every allowed route and no forbidden one, whatever the parameters are. A wildcard crosses slashes, so
 * `GET/items/*` also matches `GET /items/{id}/secrets`, and a pattern for every method of `/items` a route whose parameter holds that text.
 * A forbidden route that is reached like this is denied by itself. Throws when that would deny an allowed route as well.
 */
export function routePatterns(allowed: readonly AnyRoute[], forbidden: readonly AnyRoute[]): RoutePatterns {
  const deniable = new Set(forbidden.filter((route) => !allowed.some((one) => denies(route, one))))
  const isBelow = (pattern: string, { path }: AnyRoute) => path.startsWith(pathOf(pattern))
  const narrowest = covering(allowed, forbidden, () => false)
  const alternatives = [
    // A pattern for all methods of a service may reach routes of other services by their parameters.
    covering(allowed, forbidden, (pattern, route) => deniable.has(route) && !isBelow(pattern, route)),
    covering(allowed, forbidden, (_, route) => deniable.has(route)),
  ]
  const patterns = alternatives.reduce((a, b) => (countOf(b) < countOf(a) ? b : a), narrowest)
  assertExact(patterns, allowed, forbidden)
  return patterns
}

/** What a pattern itself says is short beside the ARN before it. */
const countOf = ({ allow, deny }: RoutePatterns): number => allow.length + deny.length
/** `GET/items*` → `/items` */
const pathOf = (pattern: string): string => pattern.slice(pattern.indexOf('/')).replace(/\*$/, '')

/** Patterns that match the allowed routes; `mayReach` says of a forbidden route whether a pattern may reach it, so that it has to be denied. */
function covering(
  allowed: readonly AnyRoute[],
  forbidden: readonly AnyRoute[],
  mayReach: (pattern: string, route: AnyRoute) => boolean,
): RoutePatterns {
  const isSafe = (pattern: string) =>
    forbidden.every((route) => !globsIntersect(pattern, globOf(route)) || mayReach(pattern, route))
  const allow = fewest(allowed, beginningsOf, isSafe)
  const reached = forbidden.filter((route) => allow.some((pattern) => globsIntersect(pattern, globOf(route))))
  // A whole method may be denied. It is never allowed: a route of tomorrow would be allowed with it by an answer that is still cached.
  const withMethod = (route: AnyRoute) => [`${route.method}/*`, ...beginningsOf(route)]
  const deny = fewest(reached, withMethod, (pattern) => allowed.every((one) => !globsIntersect(pattern, globOf(one))))
  return { allow, deny }
}

/** Few patterns that match these routes: of those that are safe, and each route's own where none is. */
function fewest(
  routes: readonly AnyRoute[],
  candidatesOf: (route: AnyRoute) => string[],
  isSafe: (pattern: string) => boolean,
): string[] {
  const found: string[] = []
  let rest = [...routes]
  while (rest.length > 0) {
    const covered = (pattern: string) => rest.filter((route) => covers(pattern, route)).length
    const candidates = [...new Set(rest.flatMap(candidatesOf))].filter(isSafe)
    const pattern = candidates.reduce((a, b) => (covered(b) > covered(a) ? b : a), globOf(rest[0] as AnyRoute))
    found.push(pattern)
    rest = rest.filter((route) => !covers(pattern, route))
  }
  return found
}

/** Throws, naming a route, unless the patterns allow exactly these routes. */
export function assertExact(
  { allow, deny }: RoutePatterns,
  allowed: readonly AnyRoute[],
  forbidden: readonly AnyRoute[],
): void {
  const ownGlobs = new Set(forbidden.map(globOf))
  for (const route of allowed) {
    if (!allow.some((pattern) => covers(pattern, route))) throw new Error(`No pattern allows ${nameOf(route)}`)
    const wide = deny.find((pattern) => !ownGlobs.has(pattern) && globsIntersect(pattern, globOf(route)))
    if (wide) throw new Error(`The pattern ${wide} denies ${nameOf(route)}`)
    const denied = forbidden.find((one) => deny.includes(globOf(one)) && denies(one, route))
    if (denied) throw new Error(`A policy cannot allow ${nameOf(route)} and deny ${nameOf(denied)}: rename one of them`)
  }
  for (const route of forbidden) {
    const glob = globOf(route)
    if (deny.some((one) => covers(one, route))) continue
    const pattern = allow.find((one) => globsIntersect(one, glob))
    if (pattern) throw new Error(`The pattern ${pattern} allows ${nameOf(route)}`)
  }
}

/**
 * Whether to deny a route would deny requests of another. API Gateway prefers a route's literal segments to parameters, so of two routes of the
 * same length each keeps its own requests.
 */
const denies = (denied: AnyRoute, route: AnyRoute): boolean =>
  segments(denied) !== segments(route) && globsIntersect(globOf(denied), narrowGlobOf(route), '/')

const nameOf = ({ method, path }: AnyRoute) => `${method} ${path}`
const segments = ({ path }: AnyRoute) => path.split('/').length

/** `GET /items/{id}` → `GET/items/*`. */
const globOf = ({ method, path }: AnyRoute): string => `${method}${path.replaceAll(/\{\w+\}/g, '*')}`
/** The same with `?` for a parameter that is one path segment. */
const narrowGlobOf = ({ method, path }: AnyRoute): string => `${method}${path.replaceAll(/\{\w+\}/g, '?')}`

/** Does a pattern of the form `literal*` or a route's own glob match every request of a route? */
function covers(pattern: string, route: AnyRoute): boolean {
  const [, method = '', path = ''] = /^([^/]+)(.*)$/.exec(pattern) ?? []
  if (method !== '*' && method !== route.method) return false
  const glob = globOf(route).slice(route.method.length)
  return path === glob || (path.endsWith('*') && !path.slice(0, -1).includes('*') && glob.startsWith(path.slice(0, -1)))
}

/** Each beginning of a route's path, for its own method and for all; shortest first, then the route's own glob. */
function beginningsOf({ method, path }: AnyRoute): string[] {
  const literal = path.split('{', 1)[0] ?? ''
  const cuts = [...literal.matchAll(/\/[^/]+/g)].map(({ index, 0: part }) => literal.slice(0, index + part.length))
  return [...cuts.flatMap((cut) => [`*${cut}*`, `${method}${cut}*`]), globOf({ method, path })]
}
