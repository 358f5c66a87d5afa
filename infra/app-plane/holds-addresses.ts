import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { mayAccessKeys } from '../foundation/item-rights.ts'

/** Lets a function change who has an e-mail address while nobody else does. */
export function holdsAddresses(fn: IFunction, addresses: TableV2): void {
  mayAccessKeys(fn, addresses, { actions: ['PutItem', 'DeleteItem'], keys: ['lock#*'] })
  mayAccessKeys(fn, addresses, { actions: ['GetItem', 'PutItem'], keys: ['address#*'] })
}
