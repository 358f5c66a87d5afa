import type { ResourceChange } from './resource-type.ts'
import type { Access } from './service.ts'

type Actions = Record<ResourceChange['kind'], string[]>

/**
 * The access of a resource type whose calls all name one resource. The actions are those that AWS lists in the type's schema, as far as
 * its handlers here have something to do with them; a type that only replaces has no update.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers
 */
export const calls =
  // biome-ignore lint/suspicious/noExplicitAny: the properties are the type's, known to its file
    <Properties = any>(actions: Actions, resource: (change: ResourceChange<Properties>) => string) =>
    (change: ResourceChange<Properties>): Access[] =>
      actions[change.kind].map((action) => ({ action, resource: resource(change) }))

/** The right to hand a role to a service. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passRole = (roleArn: string, service: string): Access => ({
  action: 'iam:PassRole',
  resource: roleArn,
  context: { 'iam:PassedToService': service },
})
