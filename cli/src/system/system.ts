import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { CONSOLE_URL_PARAMETER } from '@tenantry/contracts/alarm-description.ts'
import type { Pace } from '@tenantry/local-cloud/apigateway/paced.ts'
import { type Cloud, type CloudOptions, startCloud } from '@tenantry/local-cloud/cloud.ts'
import type { Clock } from '@tenantry/local-cloud/core/clock.ts'
import { assembly } from './assembly.ts'
import { APPLICATION } from './data-format.ts'
import type { Endpoints } from './endpoints.ts'
import { seedOperator } from './operator.ts'
import { type Secrets, secretsOf, writePrivately } from './secrets.ts'

export interface SystemOptions {
  /** Absolute path of the data folder. */
  dataDir: string
  /** 0 takes a free port. */
  webPort: number
  awsPort: number
  env: NodeJS.ProcessEnv
  /** Called after each phase with what it did and how long it took. */
  phase?: (name: string, milliseconds: number) => void
  log?: (line: string) => void
  clock?: Clock
  /** Told of each AWS API call over the wire. */
  observe?: CloudOptions['observe']
  /** Told of each line that a function logs. */
  logged?: CloudOptions['logged'] | undefined
  /** Told of each access that a role's session asked for, and whether IAM allowed it. */
  onAccess?: CloudOptions['onAccess']
  /** Told of what the account is used for. */
  onUse?: CloudOptions['onUse']
  /** `aws` holds API Gateway's control plane to AWS's rates. @default unlimited */
  controlPlanePace?: Pace
  /** The share of traces that are sampled. @default AWS's rule */
  traceSampling?: CloudOptions['traceSampling']
  /** How long DynamoDB's global indexes lag behind their tables. @default not at all */
  indexDelay?: CloudOptions['indexDelay']
  /** Directory of an assembly to deploy. @default the one of the sources as they are now */
  assembled?: string
  /** SES in its sandbox. @default false */
  mailSandbox?: boolean
  /** Whether operators must have an authenticator app. @default OPTIONAL */
  operatorMfa?: 'ON' | 'OPTIONAL'
  /** Parameters of the control plane's stack, beside those of this deployment. @default as the template has them */
  controlPlaneParameters?: Record<string, string>
}

export interface System {
  endpoints: Endpoints
  cloud: Cloud
  /** Deploys another assembly of the product by difference: all data stays. */
  deploy(directory: string): Promise<void>
  close(): Promise<void>
}

/** The first operator on a laptop, and the sender of mails. */
const OPERATOR_EMAIL = 'operator@tenantry.localhost'

/** The host of all tenants' APIs on a laptop. Nothing looks at the certificate: the local cloud speaks no TLS. */
const API_DOMAIN = {
  ApiDomain: 'api.tenantry.localhost',
  ApiCertificate: 'arn:aws:acm:us-east-1:000000000000:certificate/local',
}

/** The whole product in this process: assembly, local cloud, deployment, pages. `endpoints.json` appears once everything serves. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { dataDir, phase = () => {} } = options
  const file = join(dataDir, 'endpoints.json')
  const timed = async <T>(name: string | ((result: T) => string), work: () => Promise<T> | T): Promise<T> => {
    const began = performance.now()
    const result = await work()
    phase(typeof name === 'string' ? name : name(result), performance.now() - began)
    return result
  }

  const made = await timed(
    ({ reused }) => (reused ? 'assembly reused: nothing changed' : 'functions bundled, templates synthesized'),
    () => (options.assembled ? { directory: options.assembled, reused: true } : assembly(undefined, options.env)),
  )
  const secrets = secretsOf(dataDir)
  const cloud = await timed('local cloud up', () =>
    startCloud({
      dataDir,
      port: options.awsPort,
      sitePorts: { 'public-site': options.webPort },
      root: secrets,
      application: APPLICATION,
      clock: options.clock,
      controlPlanePace: options.controlPlanePace,
      traceSampling: options.traceSampling,
      indexDelay: options.indexDelay,
      mailSandbox: options.mailSandbox,
      log: options.log,
      observe: options.observe,
      logged: options.logged,
      onAccess: options.onAccess,
      onUse: options.onUse,
    }),
  )
  const deployWith = (directory: string, consoleUrl?: string) =>
    cloud.deployAssembly(directory, {
      'tenantry-control-plane': {
        OperatorEmail: OPERATOR_EMAIL,
        MailFrom: OPERATOR_EMAIL,
        OperatorMfa: options.operatorMfa ?? 'OPTIONAL',
        ...options.controlPlaneParameters,
      },
      'tenantry-app-plane': { MailFrom: OPERATOR_EMAIL },
      'tenantry-base': { ...API_DOMAIN, OperationsMail: OPERATOR_EMAIL, ...(consoleUrl && { ConsoleUrl: consoleUrl }) },
    })
  // Alarms link to the console, which is deployed after them: where it is first, or is now, they are told by a second deployment of what that changes.
  const deploy = async (directory: string) => {
    await deployWith(directory)
    const consoleUrl = cloud.output('tenantry-web', 'OperatorConsoleUrl')
    const told = await cloud.call('ssm', 'GetParameter', { Name: CONSOLE_URL_PARAMETER })
    if (told.Parameter?.Value !== consoleUrl) await deployWith(directory, consoleUrl)
  }
  try {
    // What an earlier run wrote there no longer holds; the cloud has the data folder to itself now.
    rmSync(file, { force: true })
    await timed('stacks deployed', () => deploy(made.directory))
    const operator = await seedOperator(cloud, OPERATOR_EMAIL, secrets.operatorPassword)
    const endpoints = describe(cloud, secrets, operator)
    writePrivately(dataDir, 'endpoints.json', endpoints)
    return {
      endpoints,
      cloud,
      deploy,
      async close() {
        rmSync(file, { force: true })
        await cloud.close()
      },
    }
  } catch (error) {
    await cloud.close()
    throw error
  }
}

function describe(cloud: Cloud, secrets: Secrets, operator: Endpoints['operator']): Endpoints {
  const { accessKeyId, secretAccessKey } = secrets
  return {
    web: cloud.output('tenantry-web', 'PublicSiteUrl'),
    console: cloud.output('tenantry-web', 'OperatorConsoleUrl'),
    controlPlaneApi: cloud.output('tenantry-control-plane', 'ControlPlaneApiUrl'),
    aws: cloud.url,
    region: cloud.region,
    accountId: cloud.accountId,
    outbox: cloud.outbox,
    credentials: { accessKeyId, secretAccessKey },
    operator,
  }
}
