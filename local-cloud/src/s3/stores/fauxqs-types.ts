import type { BuildAppOptions } from 'fauxqs'

// Parts that fauxqs does not export by name.
type Stores = NonNullable<BuildAppOptions['stores']>
export type S3Store = Stores['s3Store']
export type Persistence = NonNullable<S3Store['persistence']>
export type S3Object = ReturnType<S3Store['getObject']>
