import type { Engine } from './stack-run.ts'

/** The inert resources of stacks by type, for example `AWS::CloudWatch::Alarm (3), AWS::WAFv2::WebACL`; empty where there are none. */
export function inertResources({ types, resources }: Engine, stacks: { name: string }[]): string {
  const counts = new Map<string, number>()
  for (const { type } of stacks.flatMap(({ name }) => resources.list(name)))
    if (types.get(type)?.inert) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => (count > 1 ? `${type} (${count})` : type))
    .join(', ')
}
