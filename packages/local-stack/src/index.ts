export { type RedisOptions, type RedisServer, startRedis } from './redis.ts';
