import { parsedOperation } from '../../../core/parsed-operation.ts'
import type { Operation } from '../../../core/service.ts'
import { shown } from '../../begin-deployment.ts'
import type { ChangeSet } from '../../change-sets/change-set.ts'
import type { Engine } from '../../stack-run.ts'
import { parseTemplate } from '../../template.ts'
import { describeParameters } from '../describe-parameters.ts'
import { DescribeChangeSetInput } from '../stack-input.ts'
import { changeSetAccess, knownChangeSet } from './known-change-set.ts'

/** In one page: as many resources as a template may have stay below its 1 MB. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export function describeChangeSet(engine: Engine): Operation {
  return parsedOperation({
    access: (input) => changeSetAccess(engine, 'DescribeChangeSet', input),
    input: DescribeChangeSetInput,
    run(request) {
      const changeSet = knownChangeSet(engine, request)
      const { template, parameters, capabilities, tags, changes, onFailure } = changeSet
      return {
        ...summaryOf(changeSet),
        Parameters: describeParameters(shown(parseTemplate(template), parameters)),
        Capabilities: capabilities,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        Changes: changes.map((change) => ({ Type: 'Resource', ResourceChange: change })),
        NotificationARNs: [],
        RollbackConfiguration: {},
        OnStackFailure: onFailure,
      }
    },
  })
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ChangeSetSummary.html */
export const summaryOf = (changeSet: ChangeSet) => ({
  StackId: changeSet.stackId,
  StackName: changeSet.stackName,
  ChangeSetId: changeSet.id,
  ChangeSetName: changeSet.name,
  ExecutionStatus: changeSet.execution,
  Status: changeSet.status,
  ...(changeSet.reason === null ? {} : { StatusReason: changeSet.reason }),
  CreationTime: new Date(changeSet.createdAt).toISOString(),
  ...(changeSet.description === null ? {} : { Description: changeSet.description }),
  IncludeNestedStacks: false,
})
