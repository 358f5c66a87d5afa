import { Refused } from './refused.ts'

/** The host of all tenants' APIs. */
export interface ApiDomain {
  name: string
  /** Of ACM, in the deployment's account and Region. */
  certificateArn: string
}

const NAME = /^(?=.{1,255}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/
const CERTIFICATE = /^arn:[\w-]+:acm:([\w-]+):(\d{12}):certificate\/.+$/

/** Works out the parameters of the API domain, and what people have to know of it. Once given it stays: every silo's template maps it. */
export function planApiDomain(
  { accountId, region, apiDomain: found }: { accountId: string; region: string; apiDomain: ApiDomain | null },
  {
    apiDomain: name,
    apiCertificate: certificate,
  }: { apiDomain?: string | undefined; apiCertificate?: string | undefined },
): { parameters: string[]; advice: string[] } {
  if (name === undefined && certificate === undefined) return { parameters: [], advice: found ? [] : [NO_SILOS] }
  if (found && name !== undefined && name !== found.name)
    throw new Refused(`The API domain is ${found.name} and stays so: tenants are served there. Nothing was deployed.`)
  const wanted = { name: name ?? found?.name, certificateArn: certificate ?? found?.certificateArn }
  if (wanted.name === undefined || wanted.certificateArn === undefined)
    throw new Refused('--api-domain and --api-certificate go together. Nothing was deployed.')
  if (!NAME.test(wanted.name))
    throw new Refused(`"${wanted.name}" is not a host name in lower case. Nothing was deployed.`)
  const [, itsRegion, itsAccount] = CERTIFICATE.exec(wanted.certificateArn) ?? []
  if (itsRegion !== region || itsAccount !== accountId) {
    throw new Refused(
      `${wanted.certificateArn} is no ARN of an ACM certificate of account ${accountId} in ${region}. Nothing was deployed.`,
    )
  }
  return {
    parameters: [`tenantry-base:ApiDomain=${wanted.name}`, `tenantry-base:ApiCertificate=${wanted.certificateArn}`],
    advice: found ? [] : [dns(wanted.name)],
  }
}

const NO_SILOS =
  'Without an API domain no tier has silos: they share one host, which the sites name. Give --api-domain and --api-certificate to have one.'

const dns = (name: string): string =>
  `${name} must be an alias, in DNS, of ApiDomainTarget, an output of the stack tenantry-base. Tenants are served there as soon as it is deployed.`
