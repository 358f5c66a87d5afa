import type * as z from 'zod'
import { Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { stableToken } from '../core/ids.ts'
import type { Deployed, ResourceContext, ResourceType } from '../core/resource-type.ts'

/** What an inert resource is called, and the attributes that this gives it. */
export interface Identity {
  /** The physical id, which is what `Ref` gives. */
  id: string
  /** What a service role must be allowed to act on; `*` where the service has no resource-level permissions. */
  arn: string
  attributes?: Record<string, unknown>
}

/** What an identity is made of besides the properties. All of it is the same each time, so a creation may run twice. */
export interface Naming {
  accountId: string
  region: string
  /** The template's name, or one that is made for the resource. */
  name(given: string | undefined, maxLength?: number): string
  /** Shaped like a UUID; another for each `of`. */
  uuid(of?: string): string
  /** `arn:aws:<service>:<region>:<account>:<resource>` */
  arn(service: string, resource: string): string
  /** `arn:aws:<service>::<account>:<resource>` */
  globalArn(service: string, resource: string): string
}

interface InertDefinition<Properties> {
  /** For example `AWS::CloudWatch::Alarm`. */
  type: string
  /** Why nothing that runs here can tell the resource from none. */
  why: string
  /** The properties that the identity reads; all others are accepted and not read. */
  properties: z.ZodType<Properties>
  /** Properties that only a replacement changes. */
  createOnly?: string[]
  /** The attributes that the identity gives. */
  attributes: string[]
  /** Documented attributes that it does not have, each with the reason: `Fn::GetAtt` refuses them by name. */
  without?: Record<string, string>
  /** The calls that CloudFormation makes for it. */
  actions: Record<'create' | 'update' | 'delete', string[]>
  identify(properties: Properties, naming: Naming): Identity
}

/** A resource type without behaviour: its resources are known to CloudFormation, and to nothing else. */
export type InertType = (context: CloudContext) => ResourceType

export function inertType<Properties>(definition: InertDefinition<Properties>): InertType {
  const { type, why, properties, attributes, createOnly, without = {}, actions, identify } = definition
  return (context) => {
    const identified = (given: Properties, resource: ResourceContext) => identify(given, namingOf(context, resource))
    const deployed = ({ id, attributes: given = {} }: Identity): Deployed => ({ physicalId: id, attributes: given })
    return {
      type,
      properties,
      attributes,
      ...(createOnly && { createOnly }),
      inert: { why, without },
      access: ({ kind, properties: given, context: resource }) =>
        actions[kind].map((action) => ({ action, resource: identified(given, resource).arn })),
      create: (given, resource) => deployed(identified(given, resource)),
      update(given, current, _, resource) {
        const next = deployed(identified(given, resource))
        if (next.physicalId !== current.physicalId) throw new Unsupported(`renaming ${type} in place`)
        return next
      },
      delete() {},
    }
  }
}

function namingOf({ accountId, region }: CloudContext, resource: ResourceContext): Naming {
  return {
    accountId,
    region,
    name: (given, maxLength) => given ?? resource.physicalName(maxLength),
    uuid(of = '') {
      const hex = stableToken(32, `${resource.stackId}/${resource.physicalName()}/${of}`, '0123456789abcdef')
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    },
    arn: (service, name) => `arn:aws:${service}:${region}:${accountId}:${name}`,
    globalArn: (service, name) => `arn:aws:${service}::${accountId}:${name}`,
  }
}
