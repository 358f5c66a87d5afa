import { type RefusedValue, shownValue } from '../../core/refused-values.ts'

/** For example `AWS::Lambda::Function Shop.Runtime = "python3.13" is not supported by the local cloud`. */
export function refusalText(type: string, logicalId: string, { path, value, why }: RefusedValue): string {
  const because = why === undefined ? '' : `: ${why}`
  if (value === undefined) return `${type} ${logicalId} without ${path} is not supported by the local cloud${because}`
  return `${type} ${[logicalId, path].filter(Boolean).join('.')} = ${shownValue(value)} is not supported by the local cloud${because}`
}
