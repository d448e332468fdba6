import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * What an anonymous client is counted by: its IPv4 address, or the /64 network of its IPv6 address, of which
 * one client has all. An IPv4 address in IPv6 clothes is that IPv4 address.
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
