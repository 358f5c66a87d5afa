/** What a route leads to. */
interface Routed {
  /** `ANY` or a verb. */
  verb: string
}

/** The resources of an API, by path segment. */
export interface RouteTree<Method extends Routed> {
  statics: Map<string, RouteTree<Method>>
  /** `{name}` */
  parameter: { name: string; tree: RouteTree<Method> } | null
  /** `{name+}` */
  greedy: { name: string; tree: RouteTree<Method> } | null
  /** By verb, or `ANY`; empty when the resource only holds others. */
  methods: Map<string, Method>
}

export interface Match<Method> {
  method: Method
  pathParameters: Record<string, string> | null
}

export const emptyTree = <Method extends Routed>(): RouteTree<Method> => ({
  statics: new Map(),
  parameter: null,
  greedy: null,
  methods: new Map(),
})

/** Adds a method under its resource's path, for example `/orders/{id}`. */
export function addRoute<Method extends Routed>(root: RouteTree<Method>, path: string, method: Method): void {
  let tree = root
  for (const segment of path.split('/').slice(1)) {
    if (segment === '') continue
    const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? []
    if (name === undefined) {
      const next = tree.statics.get(segment) ?? emptyTree<Method>()
      tree.statics.set(segment, next)
      tree = next
    } else {
      const kind = plus ? 'greedy' : 'parameter'
      const next = tree[kind]?.name === name ? tree[kind] : { name, tree: emptyTree<Method>() }
      tree[kind] = next
      tree = next.tree
    }
  }
  tree.methods.set(method.verb, method)
}

/**
 * The most specific resource with methods that fits: static before `{parameter}` before `{greedy+}`, segment by segment; then its verb, or
 * `ANY`. A trailing slash is ignored. Path parameters stay percent-encoded, as functions receive them.
 */
export function matchRoute<Method extends Routed>(
  root: RouteTree<Method>,
  verb: string,
  path: string,
): Match<Method> | null {
  const segments = path.split('/')
  segments.shift()
  if (segments.at(-1) === '') segments.pop()
  const parameters: Record<string, string> = {}
  const tree = descend(root, segments, 0, parameters)
  const method = tree?.methods.get(verb) ?? tree?.methods.get('ANY')
  if (!method) return null
  return { method, pathParameters: Object.keys(parameters).length > 0 ? parameters : null }
}

function descend<Method extends Routed>(
  tree: RouteTree<Method>,
  segments: string[],
  at: number,
  parameters: Record<string, string>,
): RouteTree<Method> | null {
  const segment = segments[at]
  if (segment === undefined) return tree.methods.size > 0 ? tree : null
  const next = tree.statics.get(segment)
  const found = next ? descend(next, segments, at + 1, parameters) : null
  if (found) return found
  if (tree.parameter && segment !== '') {
    const below = descend(tree.parameter.tree, segments, at + 1, parameters)
    if (below) {
      parameters[tree.parameter.name] = segment
      return below
    }
  }
  if (tree.greedy && tree.greedy.tree.methods.size > 0) {
    parameters[tree.greedy.name] = segments.slice(at).join('/')
    return tree.greedy.tree
  }
  return null
}
