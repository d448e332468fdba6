import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * The address by which an anonymous client is counted: its IPv4 address, or the /64 network of its IPv6 address,
 * since one client usually has a whole /64. An IPv4-mapped IPv6 address counts as its IPv4 address.
 */
export function clientAddress({ ip }: Pick<Request, 'ip'>): string {
  if (ip === undefined || !isIPv6(ip)) return ip ?? 'unknown';
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (dotted !== undefined) return dotted;
  const [front = '', back] = (ip.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = front === '' ? [] : front.split(':');
  const left = back === undefined || back === '' ? 0 : back.split(':').length;
  if (back !== undefined) {
    const zeros = Array<string>(8 - groups.length - left).fill('0');
    groups.push(...zeros, ...(left === 0 ? [] : back.split(':')));
  }
  const network = groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}
