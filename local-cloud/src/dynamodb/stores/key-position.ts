import { validationException } from '../errors.ts'
import type { Item, KeyType } from '../values/attribute-value.ts'
import { encodeKey, encodePartition } from '../values/key-encoding.ts'
import type { Position } from './row-store.ts'
import type { KeyAttribute, KeyAttributes } from './table-definition.ts'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-partition-sort-keys
const MAX_PARTITION_KEY_BYTES = 2048
const MAX_SORT_KEY_BYTES = 1024
const HASH_BYTES = 3

const NO_SORT_KEY = Buffer.alloc(0)

/** Where an item that was checked against the key's schema has its row. */
export function keyPosition({ partition, sort }: KeyAttributes, item: Item): Position {
  const pk = encodePartition(partition.type, keyText(item, partition))
  if (pk.length > MAX_PARTITION_KEY_BYTES + HASH_BYTES) {
    throw validationException(
      'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    )
  }
  return [pk, sort ? sortPosition(sort.type, keyText(item, sort)) : NO_SORT_KEY]
}

export function sortPosition(type: KeyType, value: string): Buffer {
  const sk = encodeKey(type, value)
  if (sk.length > MAX_SORT_KEY_BYTES) {
    throw validationException(
      'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    )
  }
  return sk
}

function keyText(item: Item, { name, type }: KeyAttribute): string {
  const value = item[name]?.[type]
  if (value === undefined) throw validationException('The provided key element does not match the schema')
  return value
}
