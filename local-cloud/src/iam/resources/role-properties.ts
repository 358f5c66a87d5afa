import * as z from 'zod'
import { IamPath, PolicyDocument, PolicyName } from './policy-document.ts'

export const RoleProperties = z.strictObject({
  RoleName: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/)
    .optional(),
  Path: IamPath.default('/'),
  AssumeRolePolicyDocument: PolicyDocument,
  Policies: z.array(z.strictObject({ PolicyName, PolicyDocument })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.string().optional(),
  MaxSessionDuration: z.coerce.number().int().min(3600).max(43_200).default(3600),
  Description: z.string().max(1000).optional(),
  Tags: z.array(z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).default([]),
})
export type RoleProperties = z.output<typeof RoleProperties>
