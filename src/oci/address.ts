/** How far inside a network a host is, so that nobody outside sends us there. Opens no connection. */
import {BlockList, isIP} from 'node:net';

/** From outside to inside: a server may send us as far inside as it is itself, and no further. */
export type Reach = 'public' | 'private' | 'loopback' | 'link-local';

const DEPTH: Readonly<Record<Reach, number>> = {public: 0, private: 1, loopback: 2, 'link-local': 3};

const LISTS: readonly (readonly [Reach, BlockList])[] = [
  ['loopback', listSubnets(['127.0.0.0/8'], ['::1/128'])],
  ['link-local', listSubnets(['169.254.0.0/16'], ['fe80::/10'])],
  [
    'private',
    listSubnets(
      [
        '0.0.0.0/8',
        '10.0.0.0/8',
        '100.64.0.0/10',
        '172.16.0.0/12',
        '192.0.0.0/24',
        '192.168.0.0/16',
        '198.18.0.0/15',
        '224.0.0.0/3'
      ],
      ['::/128', 'fc00::/7', 'fec0::/10', 'ff00::/8']
    )
  ]
];

/** Each IPv4 subnet counts too where NAT64 embeds it: https://www.rfc-editor.org/rfc/rfc6052#section-2.1 */
function listSubnets(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  const add = (subnet: string, family: 'ipv4' | 'ipv6', prefix = '', extra = 0): void => {
    const [net = '', bits] = subnet.split('/');
    list.addSubnet(prefix + net, Number(bits) + extra, family);
  };
  for (const subnet of ipv4) {
    add(subnet, 'ipv4');
    add(subnet, 'ipv6', '64:ff9b::', 96);
  }
  for (const subnet of ipv6) add(subnet, 'ipv6');
  return list;
}

/** Where an IP address, without brackets, lies. An IPv4 address mapped into IPv6 lies where it lies itself. */
export function reachOfAddress(address: string): Reach {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return LISTS.find(([, list]) => list.check(address, family))?.[0] ?? 'public';
}

/** Where a URL's `hostname` lies by its looks; undefined for a name that only DNS knows. */
export function reachOfHost(hostname: string): Reach | undefined {
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(name) !== 0) return reachOfAddress(name);
  return name === 'localhost' || name.endsWith('.localhost') ? 'loopback' : undefined;
}

/** Whether a URL's `hostname` is this very machine, whatever DNS says. */
export function isLoopbackHost(hostname: string): boolean {
  return reachOfHost(hostname) === 'loopback';
}

/** Whether one who is at `from` may send us to `to`. */
export function mayReach(from: Reach, to: Reach): boolean {
  return DEPTH[to] <= DEPTH[from];
}

/** The innermost of several. */
export function innermost(reaches: readonly Reach[]): Reach {
  return reaches.reduce((inner, reach) => (DEPTH[reach] > DEPTH[inner] ? reach : inner), 'public');
}
