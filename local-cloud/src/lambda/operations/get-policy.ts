import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import type { LambdaServices } from '../lambda-services.ts'

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy = ({
  names,
  functions,
  permissions,
}: Pick<LambdaServices, 'names' | 'functions' | 'permissions'>): Operation<{
  FunctionName: string
  Qualifier?: string
}> => ({
  input: { FunctionName: true, Qualifier: true },
  http: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/policy' },
  access: (input) => [
    { action: 'lambda:GetPolicy', resource: names.arn(names.parse(input.FunctionName, input.Qualifier)) },
  ],
  run(input) {
    const fn = functions.find(input.FunctionName, input.Qualifier)
    const Statement = permissions.statements(fn.name)
    if (Statement.length === 0) {
      throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
        Type: 'User',
      })
    }
    return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }), RevisionId: fn.revision }
  },
})
