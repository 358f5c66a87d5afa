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

const TemplateShape = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), TemplateParameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  // Assertions about the parameters of a person at the console, and the CDK's check of its bootstrap stack, which is not needed here.
  Rules: z.unknown().optional(),
  Resources: z.record(z.string().regex(/^[A-Za-z0-9]+$/, 'is not alphanumeric'), TemplateResource),
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
  if (!parsed.success) throw templateError(`Template format error: ${z.prettifyError(parsed.error)}`)
  const template = parsed.data
  for (const name of [template.Transform ?? []].flat()) {
    // What it makes available: Fn::ToJsonString, and a DefaultValue in Fn::FindInMap.
    if (name !== 'AWS::LanguageExtensions') throw new Unsupported(`the template transform ${String(name)}`)
  }
  for (const section of ['Resources', 'Parameters', 'Outputs', 'Mappings'] as const) {
    const count = Object.keys(template[section]).length
    const most = LIMITS[lower(section)]
    if (count > most) {
      throw templateError(
        `Template format error: Number of ${lower(section)}, ${count}, is greater than maximum allowed, ${most}`,
      )
    }
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.CreationPolicy !== undefined) throw new Unsupported(`CreationPolicy (of ${logicalId})`)
    if (resource.UpdatePolicy !== undefined) throw new Unsupported(`UpdatePolicy (of ${logicalId})`)
    for (const policy of [resource.DeletionPolicy, resource.UpdateReplacePolicy]) {
      if (policy === 'Snapshot') throw new Unsupported(`the policy Snapshot (of ${logicalId})`)
    }
  }
  return template
}

const lower = <Name extends string>(name: Name) => name.toLowerCase() as Lowercase<Name>
