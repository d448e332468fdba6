// Preloaded into a process under test (`node --require`), its threads included: writes where every socket of
// it connects to, a line each, to the file CONNECTION_LOG. fetch, http, https, tls and ioredis all end here.
const dgram = require('node:dgram');
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const net = require('node:net');

const record = (line) => appendFileSync(process.env.CONNECTION_LOG, `${line}\n`);

const targetOf = ([first]) => {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options !== 'object') return String(options);
  return options.path ?? `${options.host ?? 'localhost'}:${options.port}`;
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  record(targetOf(args));
  return connect.apply(this, args);
};

for (const method of ['send', 'connect']) {
  const original = dgram.Socket.prototype[method];
  dgram.Socket.prototype[method] = function (...args) {
    record(`udp ${args.filter((arg) => ['string', 'number'].includes(typeof arg)).join(' ')}`);
    return original.apply(this, args);
  };
}

const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  if (net.isIP(name) === 0) record(`dns ${name}`);
  return lookup(name, ...rest);
};
