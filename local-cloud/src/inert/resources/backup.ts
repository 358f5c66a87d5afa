import * as z from 'zod'
import { type InertType, inertType } from '../inert-type.ts'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Backup.html

const why = 'nothing is backed up here: the data folder is a folder'

export const backupTypes: InertType[] = [
  inertType({
    type: 'AWS::Backup::BackupVault',
    attributes: ['BackupVaultArn', 'BackupVaultName'],
    why,
    properties: z.looseObject({ BackupVaultName: z.string() }),
    createOnly: ['BackupVaultName', 'EncryptionKeyArn'],
    actions: {
      create: ['backup:CreateBackupVault'],
      update: ['backup:PutBackupVaultNotifications'],
      delete: ['backup:DeleteBackupVault'],
    },
    identify({ BackupVaultName }, { arn }) {
      const BackupVaultArn = arn('backup', `backup-vault:${BackupVaultName}`)
      return { id: BackupVaultName, arn: BackupVaultArn, attributes: { BackupVaultArn, BackupVaultName } }
    },
  }),
  inertType({
    type: 'AWS::Backup::BackupPlan',
    attributes: ['BackupPlanArn', 'BackupPlanId', 'VersionId'],
    why,
    properties: z.looseObject({}),
    actions: {
      create: ['backup:CreateBackupPlan'],
      update: ['backup:UpdateBackupPlan'],
      delete: ['backup:DeleteBackupPlan'],
    },
    identify({ BackupPlan }, { arn, uuid }) {
      const BackupPlanId = uuid()
      const BackupPlanArn = arn('backup', `backup-plan:${BackupPlanId}`)
      // Each version of the plan has its own.
      const VersionId = uuid(JSON.stringify(BackupPlan))
      return { id: BackupPlanId, arn: BackupPlanArn, attributes: { BackupPlanArn, BackupPlanId, VersionId } }
    },
  }),
  inertType({
    type: 'AWS::Backup::BackupSelection',
    attributes: ['BackupPlanId', 'Id', 'SelectionId'],
    why,
    properties: z.looseObject({ BackupPlanId: z.string() }),
    createOnly: ['BackupPlanId', 'BackupSelection'],
    actions: {
      create: ['backup:CreateBackupSelection'],
      update: ['backup:CreateBackupSelection'],
      delete: ['backup:DeleteBackupSelection'],
    },
    identify({ BackupPlanId }, { arn, uuid }) {
      const SelectionId = uuid()
      const Id = `${SelectionId}_${BackupPlanId}`
      return {
        id: Id,
        arn: arn('backup', `backup-plan:${BackupPlanId}`),
        attributes: { BackupPlanId, Id, SelectionId },
      }
    },
  }),
]
