import type * as z from 'zod'
import type { Access } from './service.ts'

/**
 * One CloudFormation resource type. `properties` is a strict schema: a property that it does not name fails the deployment by name,
 * unless `meaningless` gives the reason why it has no meaning on a laptop.
 */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds types of every property shape
export interface ResourceType<Properties = any> {
  /** For example `AWS::DynamoDB::Table`. */
  type: string
  properties: z.ZodType<Properties>
  /** What `Fn::GetAtt` may ask for. Undefined where a resource answers what it likes, as a custom one does. */
  attributes?: readonly string[]
  /** Top-level properties that are accepted and not read, each with the reason. */
  meaningless?: Record<string, string>
  /** What of its properties is not served although they are read, for the table of support. */
  partly?: string
  /** Without behaviour that an app could observe: why, and which documented attributes it does not have, each with the reason. */
  inert?: { why: string; without: Record<string, string> }
  /** Holds data of its own: replacing it would lose what it keeps. */
  stateful?: boolean
  /** Properties that only a replacement changes. https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-createonlyproperties */
  createOnly?: (keyof Properties & string)[]
  /** Of a type whose template may say what its resources are called: a name that is taken fails the creation. */
  named?: Naming<Properties>
  /**
   * Throws an AwsError for properties that no creation would take, whatever else is there. An assembly's resources are all asked before
   * any is touched; where only the deployment gives a value there is a placeholder, and then nothing counts but an
   * Unsupported that does not quote it.
   */
  check?(properties: Properties): void
  create(properties: Properties, context: ResourceContext): Deployed | Promise<Deployed>
  /** Changes the resource in place. Throws when that is impossible, naming the property. */
  update(
    properties: Properties,
    current: Deployed,
    previous: Properties,
    context: ResourceContext,
  ): Deployed | Promise<Deployed>
  delete(current: Deployed, context: ResourceContext): void | Promise<void>
  /** The API calls that CloudFormation makes for a change: what a stack's service role must be allowed. */
  access(change: ResourceChange<Properties>): Access[]
}

/** Whether there is already what a template wants to create. Where names are generated they cannot clash. */
export interface Naming<Properties> {
  /** What tells the resource from others of its type; undefined where the template leaves it open. */
  by(properties: Properties): string | undefined
  /** Whoever made it: another stack, or a call of the API. */
  exists(identifier: string): boolean | Promise<boolean>
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds types of every property shape
export interface ResourceChange<Properties = any> {
  kind: 'create' | 'update' | 'delete'
  /** Those that are wanted; for a deletion, those that it was deployed with. */
  properties: Properties
  /** Undefined for a creation. */
  current: Deployed | undefined
  context: ResourceContext
  /** `arn:aws:<service>:<region>:<account>:<resource>` */
  arn(service: string, resource: string): string
}

/** What a created resource is known by. */
export interface Deployed {
  physicalId: string
  /** What `Ref` gives; the physical id unless the type documents another. */
  ref?: string
  /** What `Fn::GetAtt` gives. */
  attributes: Record<string, unknown>
}

export interface ResourceContext {
  stackName: string
  stackId: string
  logicalId: string
  /** A stable physical name for a resource that was given none: `<stack>-<logical id>-<hash>`, at most `maxLength` characters. */
  physicalName(maxLength?: number): string
}

/** Keeps the property types of a resource type while it is written; the registry holds them without. */
export function resourceType<Properties>(definition: ResourceType<Properties>): ResourceType {
  return definition
}
