import * as z from 'zod'
import { LIMITS } from '../limits.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const FunctionProperties = z.strictObject({
  FunctionName: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  Code: z.union([z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }), z.strictObject({ ZipFile: z.string() })]),
  Handler: z.string().max(128),
  Role: z.string(),
  Runtime: z.enum(['nodejs22.x', 'nodejs24.x']),
  Description: z.string().max(256).default(''),
  MemorySize: z.int().min(128).max(10_240).default(128),
  Timeout: z.int().min(1).max(900).default(3),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  Layers: z.array(z.string()).max(LIMITS.layers).default([]),
  LoggingConfig: z
    .strictObject({
      LogFormat: z.enum(['Text', 'JSON']).default('Text'),
      LogGroup: z.string().optional(),
      ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).default('INFO'),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
    })
    .default({ LogFormat: 'Text', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' }),
  ReservedConcurrentExecutions: z.int().min(0).optional(),
  // Answered by GetFunctionConfiguration; threads run on the machine's processor and share its disk.
  Architectures: z
    .array(z.enum(['arm64', 'x86_64']))
    .length(1)
    .default(['x86_64']),
  EphemeralStorage: z.strictObject({ Size: z.int().min(512).max(10_240) }).default({ Size: 512 }),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).default({ Mode: 'PassThrough' }),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
})
export type FunctionProperties = z.infer<typeof FunctionProperties>
