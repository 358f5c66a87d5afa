import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { LambdaServices } from '../lambda-services.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const permissionType = ({
  names,
  functions,
  permissions,
}: Pick<LambdaServices, 'names' | 'functions' | 'permissions'>) =>
  resourceType({
    type: 'AWS::Lambda::Permission',
    attributes: ['Id'],
    properties: z.strictObject({
      Action: z.literal('lambda:InvokeFunction'),
      FunctionName: z.string(),
      // Accounts and roles are allowed by policies of their own here.
      Principal: z.string().regex(/^[\w.-]+\.amazonaws\.com$/, 'only service principals are supported'),
      SourceArn: z.string().optional(),
      SourceAccount: z.string().optional(),
    }),
    createOnly: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
    access: calls(
      { create: ['lambda:AddPermission'], update: [], delete: ['lambda:RemovePermission'] },
      ({ properties }) => names.arn(names.parse(properties.FunctionName)),
    ),
    create(properties, context) {
      const fn = functions.find(properties.FunctionName)
      const sid = context.physicalName(100)
      const condition = {
        ...(properties.SourceAccount !== undefined && {
          StringEquals: { 'AWS:SourceAccount': properties.SourceAccount },
        }),
        ...(properties.SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': properties.SourceArn } }),
      }
      permissions.put(sid, fn.name, {
        Sid: sid,
        Effect: 'Allow',
        Principal: { Service: properties.Principal },
        Action: properties.Action,
        Resource: fn.arn,
        ...(Object.keys(condition).length > 0 && { Condition: condition }),
      })
      return { physicalId: sid, attributes: { Id: sid } }
    },
    update: (_properties, current) => current,
    delete: ({ physicalId }) => permissions.remove(physicalId),
  })
