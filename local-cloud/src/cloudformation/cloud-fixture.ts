import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { AwsError } from '../core/aws-error.ts'
import { movableClock } from '../core/clock.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import { openDatabase } from '../core/database.ts'
import { randomIds } from '../core/ids.ts'
import type { RoleSession } from '../core/principal.ts'
import { type ResourceType, resourceType } from '../core/resource-type.ts'
import { runOperation } from '../core/run-operation.ts'
import { type CloudFormationServices, cloudFormationService } from './service.ts'

/** For tests: a context over a fresh data folder. */
export function testContext(): CloudContext & { clock: ReturnType<typeof movableClock> } {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-cloud-'))
  const database = openDatabase(dataDir)
  return {
    accountId: '000000000000',
    region: 'us-east-1',
    database,
    dataDir,
    clock: movableClock(),
    ids: randomIds,
    endpoint: () => 'http://127.0.0.1:4566',
    log() {},
  }
}

/** For tests: two resource types that write down what happens to them. `fail` names the next call that is to fail. */
export function recordingTypes() {
  const calls: string[] = []
  const failures = new Map<string, string>()
  const note = (call: string) => {
    calls.push(call)
    const failure = failures.get(call)
    failures.delete(call)
    if (failure !== undefined) throw new Error(failure)
  }
  const type = (name: string, stateful: boolean): ResourceType =>
    resourceType({
      type: name,
      properties: z.strictObject({
        Name: z.string().optional(),
        Size: z.number().optional(),
        Fixed: z.string().optional(),
        Values: z.array(z.unknown()).optional(),
        Nested: z.strictObject({ Flag: z.boolean().optional() }).optional(),
      }),
      meaningless: { Colour: 'nothing to see on a laptop' },
      stateful,
      createOnly: ['Fixed'],
      create(properties, context) {
        note(`create ${context.logicalId}`)
        return {
          physicalId: context.physicalName(),
          ref: properties.Name ?? context.physicalName(),
          attributes: { Arn: `arn:test:${context.logicalId}`, Size: properties.Size ?? 0, Properties: properties },
        }
      },
      update(properties, current, _previous, context) {
        note(`update ${context.logicalId}`)
        const attributes = { ...current.attributes, Size: properties.Size ?? 0, Properties: properties }
        return { ...current, ref: properties.Name ?? current.physicalId, attributes }
      },
      delete(_, context) {
        note(`delete ${context.logicalId}`)
      },
      access: ({ kind, context, arn }) => [{ action: `test:${kind}`, resource: arn('test', context.logicalId) }],
    })
  return {
    calls,
    fail: (call: string, message = `${call} went wrong`) => failures.set(call, message),
    types: [type('Test::Thing', false), type('Test::Store', true)],
  }
}

/** For tests: roles whose sessions may do what `denied` does not name, as `<action> <logical id>`. */
export function testRoles() {
  const denied = new Set<string>()
  const session = (roleArn: string): RoleSession => ({
    kind: 'role-session',
    arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/AWSCloudFormation`,
    accountId: '000000000000',
    roleName: roleArn.split('/').at(-1) ?? '',
    roleArn,
    roleId: 'AROA',
    sessionName: 'AWSCloudFormation',
    accessKeyId: 'ASIA',
    tags: {},
    sessionPolicy: null,
    expiresAt: Number.MAX_SAFE_INTEGER,
  })
  const iam: CloudFormationServices['iam'] = {
    authorize(principal, accesses) {
      for (const { action, resource } of accesses) {
        const caller = 'arn' in principal ? principal.arn : principal.kind
        if (denied.has(`${action} ${resource.split(':').at(-1)}`))
          throw new AwsError('AccessDenied', `User: ${caller} is not authorized to perform: ${action}`, 403)
      }
    },
    assumeForService({ roleArn }) {
      if (roleArn.endsWith('/gone')) throw new AwsError('NoSuchEntity', `The role ${roleArn} cannot be found.`, 404)
      const credentials = { accessKeyId: '', secretAccessKey: '', sessionToken: '', expiresAt: 0 }
      return { credentials, session: session(roleArn) }
    },
  }
  return { iam, denied }
}

/** For tests: a local CloudFormation whose only types are the recording ones. */
export function testCloudFormation(context: CloudContext = testContext()) {
  const recording = recordingTypes()
  const roles = testRoles()
  const objects = new Map<string, Buffer>()
  const parameterStore: Record<string, string> = {}
  const sites: Record<string, string> = {}
  const cloud = cloudFormationService({
    context,
    iam: roles.iam,
    resourceTypes: recording.types,
    ssm: { value: (name) => parameterStore[name] },
    objects: {
      has: (bucket, key) => objects.has(`${bucket}/${key}`),
      put: (bucket, key, body) => void objects.set(`${bucket}/${key}`, body),
      get(bucket, key) {
        const body = objects.get(`${bucket}/${key}`)
        if (!body) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
        return body
      },
    },
    sites: () => sites,
  })
  return {
    ...recording,
    denied: roles.denied,
    cloud,
    context,
    objects,
    parameterStore,
    sites,
    /** Deploys templates as the stacks of one assembly, in their order. */
    deploy: (templates: Record<string, object>, parameters?: Record<string, Record<string, string>>) =>
      cloud.deployAssembly(assembly(templates), { parameters }),
    resources: (stack: string) => call(cloud, 'DescribeStackResources', { StackName: stack }).StackResources,
    events: (stack: string): string[] =>
      call(cloud, 'DescribeStackEvents', { StackName: stack })
        .StackEvents.map((event: Record<string, string>) => `${event.LogicalResourceId} ${event.ResourceStatus}`)
        .reverse(),
    stack: (stack: string) => call(cloud, 'DescribeStacks', { StackName: stack }).Stacks[0],
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export function call(cloud: ReturnType<typeof cloudFormationService>, operation: string, input: object): any {
  const principal = { kind: 'root', arn: 'arn:aws:iam::000000000000:root', accountId: '000000000000', accessKeyId: '' }
  // biome-ignore lint/suspicious/noExplicitAny: no operation of CloudFormation looks at more of the call
  return runOperation(cloud.api, operation, input, { principal } as any)
}

/** For tests: writes a cloud assembly and gives its directory. */
export function assembly(templates: Record<string, object>, more: Record<string, object> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'))
  const names = Object.keys(templates)
  const artifacts: Record<string, object> = { Tree: { type: 'cdk:tree' }, ...more }
  // Listed backwards, so that only the dependencies give the order.
  for (const [index, name] of [...names.entries()].reverse()) {
    writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(templates[name]))
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.template.json` },
      dependencies: [...names.slice(0, index), ...Object.keys(more)],
    }
  }
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }))
  return directory
}
