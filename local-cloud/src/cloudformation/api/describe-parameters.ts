import type { StackParameters } from '../stack-operation.ts'

/** What is shown in place of a NoEcho value. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
export const NO_ECHO = '****'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html */
export const describeParameters = (parameters: StackParameters) =>
  Object.entries(parameters).map(([ParameterKey, { input, resolved, noEcho }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? NO_ECHO : input,
    ...(resolved === undefined ? {} : { ResolvedValue: noEcho ? NO_ECHO : resolved }),
  }))
