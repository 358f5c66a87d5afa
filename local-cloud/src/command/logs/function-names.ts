import * as z from 'zod'
import type { Cloud } from '../../cloud.ts'
import { constructId, unambiguous } from './construct-names.ts'

const Functions = z.object({
  Functions: z.array(z.object({ FunctionName: z.string(), LoggingConfig: z.object({ LogGroup: z.string() }) })),
  NextMarker: z.string().optional(),
})
const Stacks = z.object({ Stacks: z.array(z.object({ StackName: z.string() })) })
const Resources = z.object({
  StackResourceSummaries: z.array(
    z.object({ ResourceType: z.string(), LogicalResourceId: z.string(), PhysicalResourceId: z.string().optional() }),
  ),
})

/** The name of the function behind each log group, as its app calls it; a group that no function has keeps its own name. */
export function functionNames(
  { call }: Pick<Cloud, 'call'>,
  spell: (constructId: string) => string = (id) => id,
): (group: string) => Promise<string> {
  let names = new Map<string, string>()
  const read = async () => {
    const constructs = new Map<string, { stack: string; name: string }>()
    for (const { StackName } of Stacks.parse(await call('cloudformation', 'DescribeStacks', {})).Stacks) {
      const { StackResourceSummaries } = Resources.parse(
        await call('cloudformation', 'ListStackResources', { StackName }),
      )
      for (const { ResourceType, LogicalResourceId, PhysicalResourceId = '' } of StackResourceSummaries) {
        if (ResourceType !== 'AWS::Lambda::Function') continue
        constructs.set(PhysicalResourceId, { stack: StackName, name: spell(constructId(LogicalResourceId)) })
      }
    }
    const named = unambiguous(
      (await functionsOfAccount(call)).map(({ FunctionName, LoggingConfig }) => ({
        ...(constructs.get(FunctionName) ?? { stack: '', name: FunctionName }),
        group: LoggingConfig.LogGroup,
      })),
    )
    names = new Map(named.map(({ group, name }) => [group, name]))
  }
  return async (group) => {
    if (!names.has(group)) await read()
    // Only a new group is worth another look.
    if (!names.has(group)) names.set(group, group)
    return names.get(group) ?? group
  }
}

async function functionsOfAccount(call: Cloud['call']) {
  const all = []
  let Marker: string | undefined
  do {
    const page = Functions.parse(await call('lambda', 'ListFunctions', Marker ? { Marker } : {}))
    all.push(...page.Functions)
    Marker = page.NextMarker
  } while (Marker)
  return all
}
