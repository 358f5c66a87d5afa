import type { BuildAppOptions, buildApp } from 'fauxqs'

// Parts that fauxqs does not export by name.
export type Stores = NonNullable<BuildAppOptions['stores']>
export type S3Store = Stores['s3Store']
export type Persistence = NonNullable<S3Store['persistence']>
export type S3App = Awaited<ReturnType<typeof buildApp>>
