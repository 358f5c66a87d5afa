import { AwsError } from '../core/aws-error.ts'
import { isObject, type Json } from './pattern/json.ts'

/** Variables that every template has. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const TEXTS = ['aws.events.rule-arn', 'aws.events.rule-name', 'aws.events.event.ingestion-time']
const OBJECTS = ['aws.events.event', 'aws.events.event.json']

/** Stands for a text in the trial of a template: written there by its author, it would be a placeholder itself. */
const SAMPLE = '<text>'

/**
 * Fills in a template. Outside quotes a value becomes JSON; inside them a text stands as it is – EventBridge does not escape it – and
 * anything else as its JSON, which in a template that is a text has no quotes.
 */
export function renderTemplate(template: string, lookUp: (variable: string) => Json): string {
  let quoted = false
  const isText = template.trimStart().startsWith('"')
  return template.replace(/<([\w.-]+)>|\\.|"/gs, (token, variable: string | undefined) => {
    if (variable === undefined) {
      if (token === '"') quoted = !quoted
      return token
    }
    const value = lookUp(variable)
    if (!quoted) return JSON.stringify(value)
    if (typeof value === 'string') return value
    return isText ? JSON.stringify(value).replaceAll('"', '') : JSON.stringify(value)
  })
}

/** As it is passed on: without white space. */
export function minified(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json))
  } catch {
    throw new AwsError('INVALID_JSON', `The input template gives no JSON with this event: ${json}`)
  }
}

/** Refuses what no event could be rendered with. */
export function checkTemplate(template: string, variables: string[]): void {
  const trial = renderTemplate(template, (variable) => {
    if (OBJECTS.includes(variable)) return { any: 'text' }
    if (variables.includes(variable) || TEXTS.includes(variable)) return SAMPLE
    throw new AwsError('ValidationException', `the placeholder <${variable}> is in no InputPathsMap`)
  })
  let rendered: unknown
  try {
    rendered = JSON.parse(trial)
  } catch {
    throw new AwsError('ValidationException', 'it is no JSON, whose texts are in quotes')
  }
  if (hasPlaceholderKey(rendered)) {
    throw new AwsError('ValidationException', 'a placeholder cannot be used as an object key')
  }
}

const hasPlaceholderKey = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasPlaceholderKey)
  return isObject(value) && Object.entries(value).some(([key, one]) => key.includes(SAMPLE) || hasPlaceholderKey(one))
}
