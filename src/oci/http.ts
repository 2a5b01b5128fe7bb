/**
 * The HTTP clients, all that we use of undici. A bundle of its own, read only when a registry is spoken to.
 *
 * undici's index also loads fetch, caches and mocks, which takes twice as long and as much. What it does besides is
 * done here: it gives the dispatchers their methods. Its version is exact in the lock file, and the tests of the
 * transport use all of this.
 */
import api from 'undici/lib/api/index.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

Object.assign(Dispatcher.prototype, api);

export {Agent, EnvHttpProxyAgent};
