import * as z from 'zod'
import { startCloud } from '../cloud.ts'
import { randomIds } from '../core/ids.ts'
import { accountOf, writeShellVariables } from './account.ts'
import { parseArguments, USAGE } from './arguments.ts'
import type { Paint } from './logs/format-entry.ts'
import { functionLogPrinter } from './logs/function-log-printer.ts'
import { functionNames } from './logs/function-names.ts'

const Stacks = z.object({
  Stacks: z.array(
    z.object({
      StackName: z.string(),
      Outputs: z.array(z.object({ OutputKey: z.string(), OutputValue: z.string() })).default([]),
    }),
  ),
})

export interface Surroundings {
  /** Resolves when it is time to stop. */
  stop: Promise<void>
  print(text: string): void
  complain(text: string): void
  /** Of what functions log. */
  paint: Paint
}

/** Version 1 of the CLI takes AWS_ENDPOINT_URL for most services, but sends `aws sqs` to AWS all the same. */
const CLI = 'aws --endpoint-url "$AWS_ENDPOINT_URL" …'

/** Runs a cloud assembly until it is time to stop, and answers the process's exit code. */
export async function tenantryLocal(args: string[], { stop, print, complain, paint }: Surroundings): Promise<0 | 1> {
  try {
    const parsed = parseArguments(args)
    if (parsed === 'help') {
      print(USAGE)
      return 0
    }
    const { assembly, dataDir, port, parameters, traceSampling } = parsed
    const root = accountOf(dataDir, randomIds)
    const functionLogs = functionLogPrinter(print, paint)
    const cloud = await startCloud({ dataDir, port, root, traceSampling, log: complain, logged: functionLogs.take })
    functionLogs.nameBy(functionNames(cloud))
    try {
      await cloud.deployAssembly(assembly, parameters)
      const variables = writeShellVariables(dataDir, root, cloud)
      const { Stacks: stacks } = Stacks.parse(await cloud.call('cloudformation', 'DescribeStacks', {}))
      for (const { StackName, Outputs } of stacks)
        for (const { OutputKey, OutputValue } of Outputs) print(`  ${StackName}.${OutputKey}  ${OutputValue}`)
      print(
        `\n  AWS APIs  ${cloud.url}\n  Outbox    ${cloud.outbox}\n  For the SDKs:  . ${variables}\n  For the aws CLI besides:  ${CLI}\n\n  Ctrl-C stops.`,
      )
      await stop
    } finally {
      await cloud.close()
    }
    return 0
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error))
    return 1
  }
}
