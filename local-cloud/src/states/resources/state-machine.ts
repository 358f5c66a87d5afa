import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls, passRole } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { checkDefinition, checkedLanguage } from '../check-definition.ts'
import type { MachineStore } from '../stores/machine-store.ts'

const Properties = z.strictObject({
  StateMachineName: z.string().min(1).max(80).optional(),
  // EXPRESS machines keep no executions and answer synchronously: not supported.
  StateMachineType: z.literal('STANDARD').optional(),
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  TracingConfiguration: z.strictObject({ Enabled: z.boolean().default(false) }).optional(),
})

type Properties = z.infer<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
export function stateMachine({ context, machines }: { context: CloudContext; machines: MachineStore }): ResourceType {
  const arnOf = (name: string) => `arn:aws:states:${context.region}:${context.accountId}:stateMachine:${name}`

  async function put(name: string, properties: Properties): Promise<Deployed> {
    const definition = definitionOf(properties)
    await checkDefinition(definition)
    const arn = arnOf(name)
    const known = machines.get(arn)
    const { RoleArn: roleArn } = properties
    const isTraced = properties.TracingConfiguration?.Enabled === true
    const unchanged = known?.definition === definition && known.roleArn === roleArn && known.isTraced === isTraced
    const revision = unchanged ? known.revision : context.ids.uuid()
    if (!unchanged)
      machines.put({
        arn,
        name,
        revision,
        definition,
        roleArn,
        isTraced,
        createdAt: known?.createdAt ?? context.clock.now(),
      })
    return { physicalId: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: revision } }
  }

  return resourceType({
    type: 'AWS::StepFunctions::StateMachine',
    attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
    stateful: true,
    createOnly: ['StateMachineName'],
    named: {
      by: ({ StateMachineName }) => StateMachineName,
      exists: (name) => machines.get(arnOf(name)) !== undefined,
    },
    properties: Properties,
    meaningless: {
      LoggingConfiguration: 'every execution keeps its whole history, which GetExecutionHistory reads',
      Tags: 'nothing here reads the tags of state machines',
    },
    access: (change) => [
      ...calls(
        {
          create: ['states:CreateStateMachine'],
          update: ['states:UpdateStateMachine'],
          delete: ['states:DeleteStateMachine'],
        },
        ({ properties, current, context: resource }) =>
          current?.physicalId ?? arnOf(properties.StateMachineName ?? resource.physicalName(80)),
      )(change),
      ...(change.kind === 'delete' ? [] : [passRole(change.properties.RoleArn, 'states.amazonaws.com')]),
    ],
    check: (properties) => void checkedLanguage(definitionOf(properties)),
    create: (properties, resource) => put(properties.StateMachineName ?? resource.physicalName(80), properties),
    update: (properties, current) => put(String(current.attributes.Name), properties),
    // Executions that run go on to their end, as on AWS.
    delete: ({ physicalId }) => machines.remove(physicalId),
  })
}

function definitionOf({ DefinitionString, Definition, DefinitionSubstitutions = {} }: Properties): string {
  if ((DefinitionString === undefined) === (Definition === undefined)) {
    throw new AwsError('ValidationError', 'A state machine needs one of DefinitionString and Definition')
  }
  const source = DefinitionString ?? JSON.stringify(Definition)
  return source.replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) =>
    // Inside a string of JSON, so the value is escaped as one.
    Object.hasOwn(DefinitionSubstitutions, name)
      ? JSON.stringify(String(DefinitionSubstitutions[name])).slice(1, -1)
      : whole,
  )
}
