import { readEnv } from '@tenantry/toolkit/env.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { Env } from './env.ts'
import { followPerson } from './follow-person.ts'

const env = readEnv(Env, process.env)

export const handler = followPerson({ people: tenantPeople(table(dynamo(), env.TENANTS_TABLE)) })
