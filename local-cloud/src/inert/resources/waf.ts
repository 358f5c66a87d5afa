import * as z from 'zod'
import { type InertType, inertType, type Naming } from '../inert-type.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_WAFv2.html

const why = 'requests come from this machine alone, and none is filtered'
const Scoped = z.looseObject({ Name: z.string().optional(), Scope: z.enum(['CLOUDFRONT', 'REGIONAL']) })

/** What all named parts of WAF share: `Ref` gives `<name>|<id>|<scope>`. */
const scoped = (
  kind: 'IPSet' | 'RegexPatternSet' | 'RuleGroup' | 'WebACL',
  {
    without = {},
    more = () => ({}),
    labelled = [],
  }: {
    labelled?: string[]
    without?: Record<string, string>
    more?: (name: string, naming: Naming) => object
  } = {},
): InertType =>
  inertType({
    type: `AWS::WAFv2::${kind}`,
    attributes: ['Arn', 'Id', ...labelled],
    why,
    properties: Scoped,
    createOnly: ['Name', 'Scope'],
    without,
    actions: {
      create: [`wafv2:Create${kind}`],
      update: [`wafv2:Update${kind}`],
      delete: [`wafv2:Delete${kind}`],
    },
    identify({ Name, Scope }, naming) {
      const name = naming.name(Name, 128)
      const Id = naming.uuid()
      const where = Scope === 'CLOUDFRONT' ? 'global' : 'regional'
      const Arn = naming.arn('wafv2', `${where}/${kind.toLowerCase()}/${name}/${Id}`)
      return { id: `${name}|${Id}|${Scope}`, arn: Arn, attributes: { Arn, Id, ...more(name, naming) } }
    },
  })

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-label-requirements.html */
const labels = (kind: string) => ({
  labelled: ['LabelNamespace'],
  more: (name: string, { accountId }: Naming) => ({ LabelNamespace: `awswaf:${accountId}:${kind}:${name}:` }),
})

export const wafTypes: InertType[] = [
  scoped('IPSet'),
  scoped('RegexPatternSet'),
  scoped('RuleGroup', labels('rulegroup')),
  scoped('WebACL', { ...labels('webacl'), without: { Capacity: 'rules are not weighed' } }),
  inertType({
    type: 'AWS::WAFv2::WebACLAssociation',
    attributes: [],
    why,
    properties: z.looseObject({ ResourceArn: z.string(), WebACLArn: z.string() }),
    createOnly: ['ResourceArn', 'WebACLArn'],
    actions: {
      create: ['wafv2:AssociateWebACL'],
      update: ['wafv2:AssociateWebACL'],
      delete: ['wafv2:DisassociateWebACL'],
    },
    identify: ({ ResourceArn, WebACLArn }) => ({ id: `${ResourceArn}|${WebACLArn}`, arn: WebACLArn }),
  }),
  inertType({
    type: 'AWS::WAFv2::LoggingConfiguration',
    attributes: ['ManagedByFirewallManager'],
    why,
    properties: z.looseObject({ ResourceArn: z.string() }),
    createOnly: ['ResourceArn'],
    actions: {
      create: ['wafv2:PutLoggingConfiguration'],
      update: ['wafv2:PutLoggingConfiguration'],
      delete: ['wafv2:DeleteLoggingConfiguration'],
    },
    identify: ({ ResourceArn }) => ({
      id: ResourceArn,
      arn: ResourceArn,
      attributes: { ManagedByFirewallManager: false },
    }),
  }),
]
