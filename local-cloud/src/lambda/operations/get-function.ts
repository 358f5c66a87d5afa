import type { Operation } from '../../core/service.ts'
import { configurationOf } from '../function-record.ts'
import type { LambdaServices } from '../lambda-services.ts'

type Services = Pick<LambdaServices, 'names' | 'functions'>
interface Input {
  FunctionName: string
  Qualifier?: string
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html, without the URL of the code. */
export const getFunction = ({ names, functions }: Services): Operation<Input> => ({
  input: { FunctionName: true, Qualifier: true },
  http: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}' },
  access: (input) => [
    { action: 'lambda:GetFunction', resource: names.arn(names.parse(input.FunctionName, input.Qualifier)) },
  ],
  run(input) {
    const fn = functions.find(input.FunctionName, input.Qualifier)
    return {
      Configuration: configurationOf(fn),
      Code: { RepositoryType: 'S3' },
      ...(Object.keys(fn.tags).length > 0 && { Tags: fn.tags }),
      ...(fn.reservedConcurrency !== null && {
        Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency },
      }),
    }
  },
})

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = ({ names, functions }: Services): Operation<Input> => ({
  input: { FunctionName: true, Qualifier: true },
  http: { method: 'GET', path: '/2015-03-31/functions/{FunctionName}/configuration' },
  access: (input) => [
    {
      action: 'lambda:GetFunctionConfiguration',
      resource: names.arn(names.parse(input.FunctionName, input.Qualifier)),
    },
  ],
  run: (input) => configurationOf(functions.find(input.FunctionName, input.Qualifier)),
})
