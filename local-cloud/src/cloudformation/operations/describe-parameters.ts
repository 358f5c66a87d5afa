import { NO_ECHO } from '../no-echo.ts'
import type { StackParameters } from '../stack-operation.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html */
export const describeParameters = (parameters: StackParameters) =>
  Object.entries(parameters).map(([ParameterKey, { input, resolved, noEcho }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? NO_ECHO : input,
    ...(resolved === undefined ? {} : { ResolvedValue: noEcho ? NO_ECHO : resolved }),
  }))
