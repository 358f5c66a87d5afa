import type { Access } from '../../core/service.ts'

/** Lambda reads code with the rights of whoever deploys. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html */
export const codeAccess = ({ S3Bucket, S3Key }: { S3Bucket: string; S3Key: string }): Access => ({
  action: 's3:GetObject',
  resource: `arn:aws:s3:::${S3Bucket}/${S3Key}`,
})
