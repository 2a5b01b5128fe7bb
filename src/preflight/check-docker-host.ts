/** Whether the way to the engine is private. */
import {isLoopbackHost} from '../oci/address.ts';
import {defineCheck, pass, skip, warn} from './verdict.ts';

export const checkDockerHost = defineCheck(
  'docker-host',
  'The way to the engine is private',
  ({environment}) => {
    const {dockerHost, dockerTls} = environment;
    if (dockerHost === undefined) return skip('DOCKER_HOST is not set.');
    const evidence = `DOCKER_HOST is ${dockerHost}`;
    const url = URL.parse(dockerHost.replace(/^tcp:/i, 'http:'));
    const isOpen = /^(?:tcp|http):/i.test(dockerHost) && !dockerTls;
    // A name without a dot is a container beside this one.
    if (!isOpen || url === null || isLoopbackHost(url.hostname) || !url.hostname.includes('.'))
      return pass(`${evidence}.`);
    return warn({
      code: 'PROV-015',
      evidence: `${evidence}, without TLS: what is built, and its secrets, cross the network in clear.`,
      details: ['Set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or use ssh://.']
    });
  }
);
