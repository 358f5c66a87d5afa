import { type Limit, perResource } from './limit.ts'
import { longestValue } from './longest-value.ts'
import type { SynthesizedTemplate } from './synthesized-template.ts'

/** IAM does not count white space, and CloudFormation writes none. */
const page = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'
const size = (document: unknown, template: SynthesizedTemplate, all: SynthesizedTemplate[]): number =>
  JSON.stringify(longestValue(document, template, all)).length

export const trustPolicy: Limit = {
  name: 'trust policy of a role',
  max: 2048,
  unit: 'characters',
  page,
  fix: 'Let fewer roles assume it.',
  measure: (all) =>
    perResource(all, 'AWS::IAM::Role', ({ AssumeRolePolicyDocument }, template) =>
      size(AssumeRolePolicyDocument, template, all),
    ),
}

export const inlinePolicies: Limit = {
  name: 'inline policies of a role',
  max: 10_240,
  unit: 'characters',
  page,
  fix: 'Give routes of several services the same needs, so that their tables share a statement, or deploy some services as a stack of their own.',
  measure: (all) =>
    all.flatMap((template) =>
      Object.entries(template.Resources)
        .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
        .map(([role, { Properties }]) => {
          const own = ((Properties.Policies ?? []) as { PolicyDocument: unknown }[]).map((one) => one.PolicyDocument)
          const documents = [...own, ...attachedTo(role, template)]
          const used = documents.reduce<number>((sum, document) => sum + size(document, template, all), 0)
          return { of: `${template.stack}/${role}`, used }
        }),
    ),
}

/** Documents of the inline policies that stand beside a role. */
const attachedTo = (role: string, { Resources }: SynthesizedTemplate): unknown[] =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .filter(({ Properties }) => ((Properties.Roles ?? []) as { Ref?: string }[]).some(({ Ref }) => Ref === role))
    .map(({ Properties }) => Properties.PolicyDocument)

export const managedPolicy: Limit = {
  name: 'managed policy',
  max: 6144,
  unit: 'characters',
  page,
  fix: 'Split it; a role carries up to ten.',
  measure: (all) =>
    perResource(all, 'AWS::IAM::ManagedPolicy', ({ PolicyDocument }, template) => size(PolicyDocument, template, all)),
}
