import * as z from 'zod'
import { Unsupported } from '../core/aws-error.ts'
import { templateError } from './intrinsics/intrinsic.ts'
import { LIMITS } from './limits.ts'

const Policy = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'])

const TemplateParameter = z.strictObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
  NoEcho: z.union([z.boolean(), z.string()]).optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  ConstraintDescription: z.string().optional(),
  Description: z.string().optional(),
})

const TemplateResource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  Metadata: z.unknown().optional(),
  DeletionPolicy: Policy.optional(),
  UpdateReplacePolicy: Policy.optional(),
  // Read only to be refused by name.
  CreationPolicy: z.unknown().optional(),
  UpdatePolicy: z.unknown().optional(),
})

const Output = z.strictObject({
  Value: z.unknown().optional(),
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown().optional() }).optional(),
})

const plain = [z.string(), z.number(), z.boolean()] as const
const MappingValue = z.union([...plain, z.array(z.union(plain))])

const TemplateShape = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), TemplateParameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), MappingValue))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  // Assertions about the parameters of a person at the console, and the CDK's check of its bootstrap stack, which is not needed here.
  Rules: z.unknown().optional(),
  Resources: z.record(z.string(), TemplateResource),
  Outputs: z.record(z.string(), Output).default({}),
  Transform: z.unknown().optional(),
})

/** A template's sections. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export type Template = z.infer<typeof TemplateShape>
export type TemplateParameter = z.infer<typeof TemplateParameter>
export type TemplateResource = z.infer<typeof TemplateResource>

/** Parses a template's JSON text; what a stack cannot have here is refused before anything is created. */
export function parseTemplate(source: string): Template {
  const parsed = TemplateShape.safeParse(JSON.parse(source))
  if (!parsed.success)
    throw templateError(`Template format error: ${parsed.error.issues.map((issue) => formatError(issue)).join('; ')}`)
  const template = parsed.data
  for (const section of ['Resource', 'Parameter', 'Output'] as const)
    for (const name of Object.keys(template[`${section}s`]))
      if (!/^[A-Za-z0-9]+$/.test(name))
        throw templateError(`Template format error: ${section} name ${name} is non alphanumeric.`)
  for (const section of ['Resources', 'Parameters', 'Outputs', 'Mappings'] as const) {
    const count = Object.keys(template[section]).length
    const most = LIMITS[lower(section)]
    if (count > most) {
      throw templateError(
        `Template format error: Number of ${lower(section)}, ${count}, is greater than maximum allowed, ${most}`,
      )
    }
  }
  const unsupported = unsupportedParts(template)
  if (unsupported.length > 0) throw new Unsupported(unsupported.join(', '))
  return template
}

/** The words of CloudFormation where it has some for the mistake, or else where in the template it is. */
function formatError(issue: z.core.$ZodIssue): string {
  const [section, name, member, key] = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.join(', ')
    if (section === undefined) return `Invalid template property or properties [${keys}]`
    return `Invalid template ${section.toLowerCase().replace(/s$/, '')} property '${keys}' (of ${name})`
  }
  if (section === 'Resources' && name === undefined) return 'At least one Resources member must be defined.'
  if (section === 'Resources' && member === 'Type')
    return `[/Resources/${name}] Every Resources object must contain a Type member.`
  if (section === 'Resources' && member === 'DependsOn') return 'DependsOn must be a string or list of strings.'
  if (section === 'Parameters' && member === 'Type') return 'Every Parameters object must contain a Type member.'
  if (member === 'Default' || member === 'Condition') return `Every ${member} member must be a string. (${name})`
  if (section === 'Mappings' && name !== undefined)
    return key === undefined
      ? `Every Mappings member ${member ?? name} must be a map`
      : 'Every Mappings attribute must be a String or a List.'
  return `[/${issue.path.join('/')}] is not valid`
}

/** What AWS would take and the local cloud does not, each by its name. */
function unsupportedParts({ Transform, Resources }: Template): string[] {
  return [
    ...[Transform ?? []]
      .flat()
      // What it makes available: Fn::ToJsonString, and a DefaultValue in Fn::FindInMap.
      .filter((name) => name !== 'AWS::LanguageExtensions')
      .map((name) => `the template transform ${String(name)}`),
    ...Object.entries(Resources).flatMap(([logicalId, resource]) => [
      ...(resource.CreationPolicy === undefined ? [] : [`CreationPolicy (of ${logicalId})`]),
      ...(resource.UpdatePolicy === undefined ? [] : [`UpdatePolicy (of ${logicalId})`]),
      ...([resource.DeletionPolicy, resource.UpdateReplacePolicy].includes('Snapshot')
        ? [`the policy Snapshot (of ${logicalId})`]
        : []),
    ]),
  ]
}

/** Whether functions of the transform AWS::LanguageExtensions are there. */
export const isExtended = ({ Transform }: Template): boolean => [Transform].flat().includes('AWS::LanguageExtensions')

const lower = <Name extends string>(name: Name) => name.toLowerCase() as Lowercase<Name>
