import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type FunctionConfiguration, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { account } from '../../soak/account.ts'
import { median } from '../latency.ts'
import { round, withLoad } from '../processor.ts'
import type { Host } from '../start-host.ts'

const TIMES = 5
const run = promisify(execFile)
const IMPORT = fileURLToPath(new URL('../import-bundle.ts', import.meta.url))
/** What the Python samples of this architecture import in every function. */
const BOTO3 = `import time; began = time.perf_counter()
import boto3
boto3.resource("dynamodb", region_name="us-east-1"); boto3.client("sts", region_name="us-east-1")
print((time.perf_counter() - began) * 1000)`

/** Milliseconds from nothing to a handler, by function, in processes of their own; beside Python's where boto3 is installed. */
export function imports({ endpoints, dataDir }: Host, env: NodeJS.ProcessEnv) {
  return withLoad(async () => {
    const { Functions = [] } = await new LambdaClient(account(endpoints)).send(new ListFunctionsCommand({}))
    const names = Functions.map((fn) => (fn.FunctionName ?? '').replace(/^tenantry-|-[A-Z0-9]{12}$/g, ''))
    // In turns, so that whatever else the machine does meets all of them.
    const samples = new Map<string, number[]>()
    for (let time = 0; time < TIMES; time++) {
      for (const [index, fn] of Functions.entries()) {
        add(samples, names[index] ?? '', await importFunction(dataDir, fn, env))
      }
      const python = await run('python3', ['-c', BOTO3]).catch(() => null)
      if (python) add(samples, 'python boto3', Number(python.stdout))
    }
    const medians = Object.fromEntries([...samples].map(([name, values]) => [name, round(median(values), 1)]))
    const { 'python boto3': boto3 = null, ...functions } = medians
    const slowest = Math.max(...Object.values(functions))
    return { functions, slowest, boto3, ratio: boto3 === null ? null : round(boto3 / slowest) }
  })
}

function add(samples: Map<string, number[]>, name: string, value: number): void {
  samples.set(name, [...(samples.get(name) ?? []), value])
}

async function importFunction(dataDir: string, fn: FunctionConfiguration, env: NodeJS.ProcessEnv): Promise<number> {
  const lambda = join(dataDir, 'cloud', 'lambda')
  const code = join(lambda, 'code', Buffer.from(fn.CodeSha256 ?? '', 'base64').toString('hex'))
  const layers = (fn.Layers ?? []).map(({ Arn = '' }) => {
    const [name = '', version = ''] = Arn.split(':').slice(-2)
    return join(lambda, 'layers', name, version)
  })
  const options = ['--disable-warning=ExperimentalWarning', IMPORT, code, fn.Handler ?? '', ...layers]
  const variables = { ...fn.Environment?.Variables, AWS_REGION: 'us-east-1', PATH: env.PATH }
  const { stdout } = await run(process.execPath, options, { env: variables })
  return Number(stdout)
}
