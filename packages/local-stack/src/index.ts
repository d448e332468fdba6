export { type Child, untilReady } from './child.ts';
export { freePort, isServing } from './ports.ts';
export { type RedisOptions, type RedisServer, startRedis } from './redis.ts';
export {
  findS3Gateway,
  requireS3Gateway,
  type S3Gateway,
  s3ServiceEnv,
  startS3Gateway,
} from './s3-gateway.ts';
export { type ServiceName, startService } from './service.ts';
export { type LocalStack, type StackOptions, startStack } from './stack.ts';
export { StackError } from './stack-error.ts';
export { type NetworkState, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export { hasTestdata, testdata } from './testdata.ts';
