import type { TableDigest, TablesDigest } from './table-digest.ts'

/**
 * Why a deployment that has the released tables could not be updated to these in place, one sentence each.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
export function refuseChanges(released: TablesDigest, current: TablesDigest): string[] {
  return Object.entries(released).flatMap(([id, before]) => {
    const after = current[id]
    if (!after) {
      return [
        `${id} is gone: the stack would lose the table and its data. If it has another name now, give it the old one`,
      ]
    }
    return [...replaced(before, after), ...indexChanges(before, after), ...movedSorts(before, after)].map(
      (what) => `${id} ${what}`,
    )
  })
}

/** Properties that only a new table can have. */
const FIXED = ['type', 'name', 'keys'] as const

function replaced(before: TableDigest, after: TableDigest): string[] {
  const fixed = FIXED.filter((property) => before[property] !== after[property]).map(
    (property) =>
      `would be replaced by an empty table: its ${property} changed from ${before[property]} to ${after[property]}`,
  )
  const local = isSame(before.local, after.local)
    ? []
    : ['would be replaced by an empty table: local indexes are fixed when a table is made']
  const timeToLive =
    before.timeToLive !== null && after.timeToLive !== null && before.timeToLive !== after.timeToLive
      ? ['changes the attribute of its time to live: end the old one in a release of its own']
      : []
  return [...fixed, ...local, ...timeToLive]
}

function indexChanges({ global: before }: TableDigest, { global: after }: TableDigest): string[] {
  const added = Object.keys(after).filter((name) => !(name in before))
  const removed = Object.keys(before).filter((name) => !(name in after))
  const changed = Object.keys(before).filter((name) => name in after && before[name] !== after[name])
  return [
    ...changed.map(
      (name) =>
        `changes its index ${name} from "${before[name]}" to "${after[name]}": an index cannot be changed, only another one made`,
    ),
    ...(added.length + removed.length > 1
      ? [
          `adds or removes ${added.length + removed.length} indexes (${[...added, ...removed].join(', ')}): CloudFormation does one in an update`,
        ]
      : []),
  ]
}

/** A sort that moves is not offered until all items are rewritten: for nothing, since a new one can take the free slot. */
function movedSorts({ sorts: before }: TableDigest, { sorts: after }: TableDigest): string[] {
  return Object.entries(before).flatMap(([slot, sort]) => {
    const moved = Object.entries(after).find(([other, name]) => name === sort && other !== slot)
    return moved
      ? [`moves the sort ${sort} from ${slot} to ${moved[0]}: leave it, and give the new sort that slot`]
      : []
  })
}

const isSame = (one: Record<string, string>, other: Record<string, string>): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value)
