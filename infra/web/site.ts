import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  PriceClass,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Connections } from './content-security-policy.ts'
import { responseHeaders } from './response-headers.ts'
import type { Uploader } from './site-files.ts'

export interface SiteProps {
  /** Names the build's folder and, as the distribution's comment, the site itself. */
  name: string
  connections: Connections
  /** What the site's pages read from `/config.json`: one build serves every stage. */
  config: Record<string, string>
  uploader: Uploader
}

/** One site: a private bucket, and a distribution that alone may read it. */
export class Site extends Construct {
  readonly url: string

  constructor(scope: Construct, id: string, { name, connections, config, uploader }: SiteProps) {
    super(scope, id)
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const distribution = new Distribution(this, 'Distribution', {
      comment: name,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        responseHeadersPolicy: responseHeaders(this, connections),
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: routePages(this) }],
      },
    })
    uploader.upload(this, { site: name, bucket, config })
    this.url = `https://${distribution.distributionDomainName}/`
  }
}

const ROUTE_PAGES = readFileSync(join(import.meta.dirname, 'route-pages.js'), 'utf8')

const routePages = (scope: Construct): EdgeFunction =>
  new EdgeFunction(scope, 'RoutePages', {
    comment: "Addresses of pages lead to the site's document",
    code: FunctionCode.fromInline(ROUTE_PAGES),
    runtime: FunctionRuntime.JS_2_0,
  })
