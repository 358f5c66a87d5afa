import * as z from 'zod'

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
})
const TemplateJson = z.object({ Resources: z.record(z.string(), Resource).default({}) })

export interface Resource extends z.output<typeof Resource> {
  logicalId: string
}

/** A synthesized template. */
export interface Template {
  stack: string
  resources: Resource[]
}

export function parseTemplate(stack: string, json: unknown): Template {
  const { Resources } = TemplateJson.parse(json)
  return {
    stack,
    resources: Object.entries(Resources).map(([logicalId, resource]) => ({ logicalId, ...resource })),
  }
}

export const ofType = ({ resources }: Template, ...types: string[]): Resource[] =>
  resources.filter(({ Type }) => types.includes(Type))

/** A value as text, with `${Id}` and `${Id.Attribute}` where it refers to something. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  const [[name, argument] = []] = Object.entries(value)
  switch (name) {
    case 'Ref':
      return `\${${String(argument)}}`
    case 'Fn::GetAtt':
      return `\${${[argument].flat().join('.')}}`
    case 'Fn::Sub':
      return String([argument].flat()[0])
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]]
      return parts.map(textOf).join(separator)
    }
    default:
      return JSON.stringify(value)
  }
}

/** One value or a list of them, as a list. */
export const listOf = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat())

/** A member of a value that may be anything. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined

/** Whether a table has this partition key. */
export const isKeyedBy = ({ Properties }: Resource, name: string): boolean =>
  listOf(Properties.KeySchema).some((key) => member(key, 'KeyType') === 'HASH' && member(key, 'AttributeName') === name)
