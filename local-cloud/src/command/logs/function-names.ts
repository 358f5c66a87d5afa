import * as z from 'zod'
import type { Cloud } from '../../cloud.ts'
import type { LoggedLine } from '../../core/faces.ts'
import { constructId, unambiguous } from './construct-names.ts'

const Stacks = z.object({ Stacks: z.array(z.object({ StackName: z.string() })) })
const Resources = z.object({
  StackResourceSummaries: z.array(
    z.object({ ResourceType: z.string(), LogicalResourceId: z.string(), PhysicalResourceId: z.string().optional() }),
  ),
})

/** The function that has logged a line, as its app calls it; a group that no function has keeps its own name. */
export function functionNames(
  { call }: Pick<Cloud, 'call'>,
  spell: (constructId: string) => string = (id) => id,
): (line: Pick<LoggedLine, 'group' | 'stream'>) => Promise<string> {
  let names = new Map<string, string>()
  const read = async () => {
    const functions: { stack: string; name: string; physical: string }[] = []
    for (const { StackName } of Stacks.parse(await call('cloudformation', 'DescribeStacks', {})).Stacks) {
      const { StackResourceSummaries } = Resources.parse(
        await call('cloudformation', 'ListStackResources', { StackName }),
      )
      for (const { ResourceType, LogicalResourceId, PhysicalResourceId = '' } of StackResourceSummaries) {
        if (ResourceType !== 'AWS::Lambda::Function') continue
        functions.push({ stack: StackName, name: spell(constructId(LogicalResourceId)), physical: PhysicalResourceId })
      }
    }
    names = new Map(unambiguous(functions).map(({ physical, name }) => [physical, name]))
  }
  return async ({ group, stream }) => {
    const physical = ofStream(stream) ?? ofGroup(group)
    if (!names.has(physical)) await read()
    // Only a new function is worth another look.
    if (!names.has(physical)) names.set(physical, physical)
    return names.get(physical) ?? physical
  }
}

/** A group that functions may share has their names in its streams; that of one function has it in its own. */
const ofStream = (stream: string): string | null => /^\d{4}\/\d\d\/\d\d\/([\w-]+)\[/.exec(stream)?.[1] ?? null
const ofGroup = (group: string): string => /^\/aws\/lambda\/([\w-]+)$/.exec(group)?.[1] ?? group
