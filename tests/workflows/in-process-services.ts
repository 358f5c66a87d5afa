import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SFNClient } from '@aws-sdk/client-sfn'
import { MACHINE_KINDS, type MachineKind } from '@tenantry/contracts/workflows.ts'
import { apiGatewayService } from '@tenantry/local-cloud/apigateway/service.ts'
import { cognitoService } from '@tenantry/local-cloud/cognito/service.ts'
import { ALONE } from '@tenantry/local-cloud/core/alone-fixture.ts'
import type { CloudContext } from '@tenantry/local-cloud/core/cloud-context.ts'
import { randomIds } from '@tenantry/local-cloud/core/ids.ts'
import type { ResourceType } from '@tenantry/local-cloud/core/resource-type.ts'
import { RawOutput, type Service } from '@tenantry/local-cloud/core/service.ts'
import { dynamodbService } from '@tenantry/local-cloud/dynamodb/service.ts'
import { mailService } from '@tenantry/local-cloud/mail/service.ts'
import { s3Service } from '@tenantry/local-cloud/s3/service.ts'
import { statesService } from '@tenantry/local-cloud/states/service.ts'
import { callStage, deployStage } from '../support/api-gateway.ts'
import { createTables } from '../support/dynamodb.ts'
import { createEntityTable } from '../support/entity-table.ts'
import { type AroundCall, inProcessAws } from '../support/in-process-aws.ts'
import { EXPORTS } from '../support/tenant-data.ts'
import { machineDefinition } from './machine-definition.ts'
import type { steppingClock } from './stepping-clock.ts'

/** Whose mails carry codes. */
export const SENDER = 'sign-up@tenantry.example'
const ROLE = 'arn:aws:iam::000000000000:role/machine'

/** A step's outcome as Lambda's Invoke answers it. */
const answered = (payload: unknown, headers: Record<string, string> = {}) =>
  new RawOutput(200, headers, Buffer.from(JSON.stringify(payload ?? null)))

export interface InProcessOptions {
  clock: ReturnType<typeof steppingClock>
  around: AroundCall
  /** The event bus. */
  events: Service
  /** What the state machine invokes. */
  runStep(input: unknown): Promise<unknown>
}

/** The local cloud's own services in this process, as far as an onboarding needs them: what is stored is stored as it is when they are booted. */
export async function inProcessServices({ clock, around, events, runStep }: InProcessOptions) {
  const context: CloudContext = {
    accountId: '000000000000',
    region: 'us-east-1',
    database: new DatabaseSync(':memory:'),
    dataDir: mkdtempSync(join(tmpdir(), 'tenantry-workflows-')),
    clock,
    ids: randomIds,
    endpoint: () => '',
    log: (line) => {
      throw new Error(line)
    },
  }
  const functions = { invoke: () => Promise.reject(new Error('no triggers')), invokeLater() {} }
  const mail = mailService({ context })
  // Nobody asks it for tokens over HTTP.
  const iam = { authenticate: () => ({ kind: 'anonymous' }) as const }
  const cognito = cognitoService({ context, functions, outbox: mail.outbox, ses: mail.ses, iam })
  const gateway = apiGatewayService({ context, functions, logs: { async put() {} } })
  const dynamodb = dynamodbService({ context })
  const lambda = {
    async call(_principal: unknown, _service: string, _operation: string, input: { Payload: string }) {
      try {
        return answered(await runStep(JSON.parse(String(input.Payload))))
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error
        return answered({ errorType, errorMessage, trace: [] }, { 'X-Amz-Function-Error': 'Unhandled' })
      }
    },
  }
  const s3 = s3Service({ context, ...ALONE })
  const aws = inProcessAws([dynamodb.api, gateway.api, cognito.api, events], around)
  const states = statesService({ context, iam: aws.iam, api: lambda as never })
  const withStates = inProcessAws(
    [dynamodb.api, gateway.api, cognito.api, events, states.api, mail.api, s3.api],
    around,
  )

  const dynamo = new DynamoDBClient(withStates.config)
  await createTables(dynamo, [
    'tenants',
    'directory',
    'memberships',
    'addresses',
    'outbox',
    'audit',
    'controlPlaneOutbox',
    'controlPlaneAudit',
    'signUps',
    'tiers',
    'idempotency',
    'moves',
  ])
  await createEntityTable(dynamo, 'things')
  const files = new S3Client({ ...withStates.config, forcePathStyle: true })
  await files.send(new CreateBucketCommand({ Bucket: EXPORTS }))
  const apiGateway = new APIGatewayClient(withStates.config)
  const poolStage = deployStage(gateway.resourceTypes, 'pool')
  const machines: [MachineKind, string][] = []
  for (const kind of MACHINE_KINDS) {
    const machine = { RoleArn: ROLE, DefinitionString: machineDefinition(kind) }
    machines.push([kind, await create(states.resourceTypes, 'AWS::StepFunctions::StateMachine', machine, kind)])
  }
  await create(mail.resourceTypes, 'AWS::SES::EmailIdentity', { EmailIdentity: SENDER })
  const pool = await create(cognito.resourceTypes, 'AWS::Cognito::UserPool', {
    UsernameAttributes: ['email'],
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  })
  return {
    dynamo,
    apiGateway,
    cognito: new CognitoIdentityProviderClient(withStates.config),
    eventBridge: new EventBridgeClient(withStates.config),
    states: new SFNClient(withStates.config),
    ses: new SESv2Client(withStates.config),
    files,
    mails: mail.outbox,
    poolStage,
    /** Sends requests to the pool by an API key. */
    call: (apiKey: string, times: number) => callStage(gateway.answer, poolStage, apiKey, times),
    /** The state machine of each kind of workflow. */
    machines: Object.fromEntries(machines) as Record<MachineKind, string>,
    userPoolId: pool,
    async close() {
      await states.close()
      await s3.close()
      rmSync(context.dataDir, { recursive: true, force: true })
    },
  }
}

async function create(types: ResourceType[], name: string, properties: object, called = name): Promise<string> {
  const type = types.find((one) => one.type === name)
  if (!type) throw new Error(`There is no type ${name}`)
  const at = { stackName: 's', stackId: 's', logicalId: 'L', physicalName: () => called }
  const { physicalId, ref = physicalId } = await type.create(type.properties.parse(properties), at)
  return ref
}
