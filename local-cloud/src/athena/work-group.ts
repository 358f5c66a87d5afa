import type { CloudContext } from '../core/cloud-context.ts'

/** What queries of a workgroup are held to. */
export interface WorkGroup {
  name: string
  isEnabled: boolean
  /** Whether it overrides what a request says. */
  isEnforced: boolean
  /** `s3://…` */
  outputLocation: string | null
  cutoffBytes: number | null
  engine: string
  createdAt: number
}

export const PRIMARY = 'primary'
/** The only engine that AWS still offers for SQL. https://docs.aws.amazon.com/athena/latest/ug/engine-versions.html */
export const ENGINE = 'Athena engine version 3'

/** Every account has it. */
export const primaryWorkGroup = (): WorkGroup => ({
  name: PRIMARY,
  isEnabled: true,
  isEnforced: false,
  outputLocation: null,
  cutoffBytes: null,
  engine: 'AUTO',
  createdAt: 0,
})

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html */
export const workGroupArn = ({ region, accountId }: CloudContext, name: string): string =>
  `arn:aws:athena:${region}:${accountId}:workgroup/${name}`
