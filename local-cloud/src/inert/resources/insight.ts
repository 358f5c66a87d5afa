import * as z from 'zod'
import { type InertType, inertType } from '../inert-type.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_XRay.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ResourceGroups.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApplicationInsights.html

const Named = z.looseObject({ RuleName: z.string().optional() })

/** What only somebody at the console looks at. */
export const insightTypes: InertType[] = [
  inertType({
    type: 'AWS::XRay::Group',
    attributes: ['GroupARN'],
    why: 'a filter that is only kept for the console',
    properties: z.looseObject({ GroupName: z.string() }),
    actions: { create: ['xray:CreateGroup'], update: ['xray:UpdateGroup'], delete: ['xray:DeleteGroup'] },
    identify({ GroupName }, { arn, uuid }) {
      const GroupARN = arn('xray', `group/${GroupName}/${uuid().replaceAll('-', '').toUpperCase()}`)
      return { id: GroupARN, arn: GroupARN, attributes: { GroupARN } }
    },
  }),
  inertType({
    type: 'AWS::XRay::SamplingRule',
    attributes: ['RuleARN'],
    why: 'the share of traces that are sampled is an option of the local cloud',
    properties: z.looseObject({ RuleName: z.string().optional(), SamplingRule: Named.optional() }),
    actions: {
      create: ['xray:CreateSamplingRule'],
      update: ['xray:UpdateSamplingRule'],
      delete: ['xray:DeleteSamplingRule'],
    },
    identify({ RuleName, SamplingRule }, { arn, name }) {
      const RuleARN = arn('xray', `sampling-rule/${name(SamplingRule?.RuleName ?? RuleName, 32)}`)
      return { id: RuleARN, arn: RuleARN, attributes: { RuleARN } }
    },
  }),
  inertType({
    type: 'AWS::ResourceGroups::Group',
    attributes: ['Arn'],
    why: 'nothing here reads groups of resources',
    properties: z.looseObject({ Name: z.string() }),
    createOnly: ['Name'],
    actions: {
      create: ['resource-groups:CreateGroup'],
      update: ['resource-groups:UpdateGroup'],
      delete: ['resource-groups:DeleteGroup'],
    },
    identify({ Name }, { arn }) {
      const Arn = arn('resource-groups', `group/${Name}`)
      return { id: Name, arn: Arn, attributes: { Arn } }
    },
  }),
  inertType({
    type: 'AWS::ApplicationInsights::Application',
    attributes: ['ApplicationARN'],
    why: 'nothing here looks for problems of applications',
    properties: z.looseObject({ ResourceGroupName: z.string() }),
    createOnly: ['ResourceGroupName'],
    actions: {
      create: ['applicationinsights:CreateApplication'],
      update: ['applicationinsights:UpdateApplication'],
      delete: ['applicationinsights:DeleteApplication'],
    },
    identify({ ResourceGroupName }, { arn }) {
      const id = arn('applicationinsights', `application/resource-group/${ResourceGroupName}`)
      return { id, arn: id, attributes: { ApplicationARN: id } }
    },
  }),
]
