import { Unsupported } from '../core/aws-error.ts'
import type { Json } from './pattern/pattern.ts'
import type { Target } from './stores/rule-store.ts'

/** What a target receives: the event, a part of it, a constant, or a rendered template, as JSON text. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export function targetInput(target: Target, event: Json): string {
  if (target.Input !== undefined) return target.Input
  if (target.InputPath !== undefined) return JSON.stringify(at(event, target.InputPath) ?? null)
  if (target.InputTransformer) {
    const { InputPathsMap = {}, InputTemplate } = target.InputTransformer
    return InputTemplate.replace(/"?<([\w.-]+)>"?/g, (placeholder, name: string) => {
      const path = Object.hasOwn(InputPathsMap, name) ? InputPathsMap[name] : undefined
      if (path === undefined) throw new Unsupported(`the placeholder <${name}> in an input template`)
      const value = at(event, path) ?? ''
      // Inside quotes a text is inserted as it is; alone it becomes JSON.
      const quoted = placeholder.startsWith('"') && placeholder.endsWith('"')
      return quoted || typeof value !== 'string' ? JSON.stringify(value) : value
    })
  }
  return JSON.stringify(event)
}

/** `$.detail.tenantId`, `$.list[0]`; EventBridge knows no more of JSONPath here. */
export function at(event: Json, path: string): Json | undefined {
  if (!/^\$(\.[\w-]+|\['[^']+'\]|\[\d+\])*$/.test(path)) throw new Unsupported(`the path ${path} in an event target`)
  let value: Json | undefined = event
  for (const [, name, quoted, index] of path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)) {
    const key = name ?? quoted ?? index ?? ''
    value =
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<string, Json>)[key]
        : undefined
  }
  return value
}
