import * as z from 'zod'

/** What a run of the tests came to. */
export const TestReport = z.object({
  passed: z.number(),
  failed: z.number(),
  /** A file that does not even load has no failed test, and has failed. */
  failedFiles: z.number(),
  projects: z.array(
    z.object({
      name: z.string(),
      files: z.number(),
      tests: z.number(),
      /** Sum over its files, which run beside one another. */
      seconds: z.number(),
    }),
  ),
})
export type TestReport = z.infer<typeof TestReport>

/** A line for each project. */
export const describeProjects = ({ projects }: TestReport): string[] =>
  projects.map(
    ({ name, files, tests, seconds }) =>
      `  ${name.padEnd(8)} ${String(tests).padStart(5)} tests in ${String(files).padStart(3)} files, ${seconds.toFixed(0).padStart(4)} s of their workers`,
  )
