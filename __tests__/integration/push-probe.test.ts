import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {startRegistry, type Registry, type RegistryOptions} from '../../local/registry.ts';
import {createPatience} from '../../src/oci/patience.ts';
import {probePush, type PushProbe} from '../../src/oci/push-probe.ts';
import {createTransport} from '../../src/oci/transport.ts';

async function withRegistry(
  options: RegistryOptions,
  use: (registry: Registry) => Promise<void>
): Promise<void> {
  const registry = await startRegistry(options);
  try {
    await use(registry);
  } finally {
    await registry.stop();
  }
}

async function probe(registry: Registry, isLoggedIn = true, timeoutMs = 5000): Promise<PushProbe> {
  const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
  try {
    return await probePush({
      reference: {registry: registry.host, repository: 'me/app'},
      transport,
      credentials: () => Promise.resolve(isLoggedIn ? registry.credentials : undefined),
      patience: createPatience({timeoutMs})
    });
  } finally {
    await transport.close();
  }
}

describe('the push probe at a real registry', () => {
  it('may push, and leaves nothing behind', async () => {
    await withRegistry({}, async registry => {
      const found = await probe(registry);
      assert.equal(found.permission, 'yes');
      assert.equal(found.cancelled, true);
      const catalog = (await (await fetch(`${registry.url}/v2/_catalog`)).json()) as {repositories: string[]};
      assert.deepEqual(catalog.repositories, []);
    });
  });

  for (const auth of ['basic', 'bearer'] as const) {
    it(`may push with credentials, and not without (${auth})`, async () => {
      await withRegistry({auth, publicPull: auth === 'bearer'}, async registry => {
        assert.equal((await probe(registry)).permission, 'yes');
        const without = await probe(registry, false);
        assert.equal(without.permission, 'no');
        assert.equal(without.status, 401);
        assert.equal(without.authenticated, false);
      });
    });
  }

  it('says what the registry refuses, and knows nothing of one that fails, limits or hangs', async () => {
    await withRegistry({auth: 'bearer'}, async registry => {
      const path = '/v2/me/app/blobs/uploads/';
      const body = JSON.stringify({errors: [{code: 'DENIED', message: 'permission_denied: write_package'}]});
      const strike = async (fault: Parameters<Registry['faults']['add']>[0], timeoutMs?: number) => {
        const mend = registry.faults.add(fault);
        const found = await probe(registry, true, timeoutMs);
        mend();
        return found;
      };
      const denied = await strike({method: 'POST', path, status: 403, body});
      assert.deepEqual(
        [denied.permission, denied.errors[0]?.message],
        ['no', 'permission_denied: write_package']
      );
      assert.equal((await strike({method: 'POST', path, status: 429})).permission, 'unknown');
      assert.equal((await strike({method: 'POST', path, status: 503})).permission, 'unknown');
      assert.equal((await strike({path: '/token', status: 403, body})).source, 'token server');
      const hanging = await strike({method: 'POST', path, delayMs: 3000}, 300);
      assert.deepEqual([hanging.permission, hanging.status], ['unknown', undefined]);
      assert.equal((await probe(registry)).permission, 'yes');
    });
  });
});
