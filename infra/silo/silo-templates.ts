import { type Identity, siloStackName } from '@tenantry/contracts/deployment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { type App, AssetStaging, DefaultStackSynthesizer, Stage } from 'aws-cdk-lib'
import { RELEASED_CODE, releasesBucketName } from '../names.ts'
import { SiloStack } from './silo-stack.ts'

/** What silos are made from. */
export interface SiloTemplates {
  templates: Record<Identity, string>
  /** The directories of its functions' code, by their hashes. */
  code: ReadonlyMap<string, string>
}

/** Synthesizes the app plane twice more, as the templates of silos: no deployments of their own, but what the releases of a deployment hold. */
export function siloTemplates(app: App, services: readonly Service[]): SiloTemplates {
  const stage = new Stage(app, 'Silo')
  const [own, shared] = [siloStack(stage, 'own', services), siloStack(stage, 'shared', services)]
  const assembly = stage.synth()
  const templateOf = ({ artifactId }: SiloStack) => JSON.stringify(assembly.getStackArtifact(artifactId).template)
  const code = [own, shared].flatMap((stack) => stack.node.findAll().filter((node) => node instanceof AssetStaging))
  return {
    templates: { own: templateOf(own), shared: templateOf(shared) },
    code: new Map(code.map(({ assetHash, sourcePath }) => [assetHash, sourcePath])),
  }
}

const siloStack = (stage: Stage, identity: Identity, services: readonly Service[]): SiloStack =>
  new SiloStack(stage, `Silo-${identity}`, {
    services,
    identity,
    // As long as every other tenant's, for the limits that names count in.
    stackName: siloStackName(identity.padEnd(12, '0')),
    // Functions' code is where releases keep it: what the CDK stages for a deployment may go with the next clean-up.
    synthesizer: new DefaultStackSynthesizer({
      fileAssetsBucketName: releasesBucketName(ACCOUNT),
      bucketPrefix: `${RELEASED_CODE}/`,
      generateBootstrapVersionRule: false,
    }),
  })

// biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of the CDK
const ACCOUNT = { accountId: '${AWS::AccountId}', region: '${AWS::Region}' }
