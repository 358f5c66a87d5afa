import { AwsError, Unsupported } from '../core/aws-error.ts'
import { checkTemplate, minified, renderTemplate } from './input-template.ts'
import { isoSeconds } from './iso-seconds.ts'
import type { Json } from './pattern/json.ts'
import type { Rule, Target } from './stores/rule-store.ts'

const PATH = /^\$(\.[\w-]+|\['[^']+'\]|\[\d+\])*$/

export interface Occasion {
  rule: Rule
  event: Record<string, Json>
  /** When EventBridge received the event; milliseconds. */
  ingested: number
}

/** What a target receives: the event, a part of it, a constant, or a rendered template, as JSON text. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export function targetInput(target: Target, occasion: Occasion): string {
  const { event } = occasion
  if (target.Input !== undefined) return target.Input
  if (target.InputPath !== undefined) return JSON.stringify(at(event, target.InputPath) ?? null)
  if (target.InputTransformer) {
    const { InputPathsMap = {}, InputTemplate } = target.InputTransformer
    // What is not in the event leaves an empty text.
    const lookUp = (variable: string) => {
      const path = Object.hasOwn(InputPathsMap, variable) ? InputPathsMap[variable] : undefined
      const value = path === undefined ? predefined(variable, occasion) : at(event, path)
      return value === undefined ? '' : value
    }
    return minified(renderTemplate(InputTemplate, lookUp))
  }
  return JSON.stringify(event)
}

function predefined(variable: string, { rule, event, ingested }: Occasion): Json | undefined {
  const { detail: _, ...envelope } = event
  const values: Record<string, Json> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': isoSeconds(ingested),
    'aws.events.event': envelope,
    'aws.events.event.json': event,
  }
  return values[variable]
}

/** Refuses a target whose input could not be made from any event. */
export function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  const invalid = (message: string) => new AwsError('ValidationException', message)
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`)
  }
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${Id}.`)
  if (InputPath !== undefined) checkPath(InputPath)
  if (!InputTransformer) return
  const { InputPathsMap = {}, InputTemplate } = InputTransformer
  Object.values(InputPathsMap).forEach(checkPath)
  for (const name of Object.keys(InputPathsMap)) {
    if (!/^(?!aws\.)[\w.-]+$/i.test(name)) throw invalid(`Invalid key ${name} in the InputPathsMap of target ${Id}.`)
  }
  try {
    checkTemplate(InputTemplate, Object.keys(InputPathsMap))
  } catch (error) {
    throw error instanceof AwsError ? invalid(`Invalid InputTemplate for target ${Id}: ${error.message}.`) : error
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function checkPath(path: string): void {
  if (!PATH.test(path)) throw new Unsupported(`the path ${path} in an event target`)
}

/** `$.detail.tenantId`, `$.list[0]`; EventBridge knows hardly more of JSONPath here. */
function at(event: Json, path: string): Json | undefined {
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
