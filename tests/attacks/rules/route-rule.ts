import type { World } from '../world/world.ts'

/** What the suite must know of a route to call it rightfully. A route without a rule fails the suite. */
export interface RouteRule {
  /** A body that the route takes. */
  body?(world: World): Promise<object> | object
  /** Ids of a path with a parameter. */
  ids?: {
    /** One that the caller may use up: made for one call. */
    own(world: World): Promise<string> | string
    /** One that stays: for reading, and for calls that must be refused. */
    standing(world: World): string
    /** The victim's. */
    foreign(world: World): string
    /** The caller's own, of other kinds. */
    otherKinds(world: World): [kind: string, id: string][]
    /** Where the path has a parameter before the id: what stands there, with all up to the id, unless an id brings it. */
    parent?(world: World): string
  }
  /** The members of the body that name entities. */
  references?: { entity: string; path: string[] }[]
  /** The rightful call, where it is more than one call; answers in the words of an expectation. */
  control?(world: World, token: string): Promise<string>
  /** Whether a rightful call takes seconds: it is then made for controls alone. */
  costly?: true
  /** Names what only one call changes at a time; another one is asked to come again. */
  alone?: string
  /** The refusal of a call that has passed every guard, on a deployed system, where what it is about cannot be made for it. */
  passed?: string
  /** Query of the rightful call, with its question mark. */
  query?(world: World): string
}

/** A list that grows while the suite runs: one item tells as much as all. */
export const oneItem: RouteRule = { query: () => '?limit=1' }

/** The rule of an operation; throws, naming the route that nobody thought of. */
export function ruleOf(rules: Record<string, RouteRule>, route: { method: string; path: string; operation: string }) {
  const rule = rules[route.operation]
  if (!rule)
    throw new Error(
      `${route.method} ${route.path} has no rule in tests/attacks/rules: say how it is called rightfully.`,
    )
  return rule
}
