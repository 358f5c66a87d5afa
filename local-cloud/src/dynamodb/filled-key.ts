import { validationException } from './errors.ts'
import type { KeyAttribute, KeyAttributes } from './stores/table-definition.ts'
import type { AttributeValue, Item } from './values/attribute-value.ts'

/** A key is not empty, wherever it is named. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes */
export function requireFilled({ name }: KeyAttribute, { S, B }: AttributeValue): void {
  if (S !== '' && B !== '') return
  const type = S === '' ? 'string' : 'binary'
  throw validationException(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type} value. Key: ${name}`,
  )
}

export function requireFilledKey({ partition, sort }: KeyAttributes, item: Item): void {
  for (const attribute of sort ? [partition, sort] : [partition]) requireFilled(attribute, item[attribute.name] ?? {})
}
