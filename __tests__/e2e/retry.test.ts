/** A build or push that fails for what may pass: once more, out of the cache, unless a tag may have been written. */
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {afterEach, describe, it} from 'node:test';
import {createDockerConfig} from '../support/docker-config.ts';
import {PLATFORMS, assertExit, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';

const UPLOADS = /\/blobs\/uploads\/$/;
const LIMITED = '{"errors":[{"code":"TOOMANYREQUESTS","message":"retry-after: 1ms, allowed: 44000/minute"}]}';

const listCodes = ({outputs}: StepRun) =>
  (JSON.parse(outputs['diagnostics'] ?? '') as {code: string; severity: string}[]).map(
    ({code, severity}) => `${code} ${severity}`
  );
const countBuilds = ({stdout}: StepRun) => stdout.match(/^#0 building with /gm)?.length;

describe('a push that fails for what may pass', () => {
  const platform = usePlatform();
  afterEach(() => {
    platform.registry.faults.clear();
  });
  const push = (name: string, inputs: Record<string, string> = {}, onRetry: () => void = () => undefined) =>
    runStep(platform, {
      onLine: line => {
        if (line.includes('The same build is tried again')) onRetry();
      },
      inputs: {
        context: '.',
        push: 'true',
        platforms: PLATFORMS,
        tags: `${platform.registry.host}/octo-org/${name}:1`,
        ...inputs
      }
    });

  /** The first upload is the check's before the build. */
  const limitUploads = (headers: Record<string, string> = {}) =>
    platform.registry.faults.add({
      method: 'POST',
      path: UPLOADS,
      skip: 1,
      status: 429,
      body: LIMITED,
      headers
    });

  it('is tried again, out of the cache, and verified', async () => {
    const {faults} = platform.registry;
    limitUploads();
    const run = await push('limited', {'no-cache': 'true'}, () => {
      faults.clear();
    });
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'verified');
    assert.equal(countBuilds(run), 2);
    assert.ok(
      run.report.build?.command.includes('--no-cache') === false,
      'the second build is out of the cache'
    );
    assert.match(
      run.report.notices.join('\n'),
      /PROV-3F, registry-rate-limited\) and was tried again: attempt 2/
    );
    assert.deepEqual(listCodes(run), []);
  });

  it('waits as long as the registry asks', async () => {
    const {faults} = platform.registry;
    limitUploads();
    const started = performance.now();
    const run = await push('patient', {}, () => {
      faults.clear();
      faults.add({method: 'POST', path: UPLOADS, times: 1, status: 429, headers: {'retry-after': '3'}});
    });
    assertExit(run, 0);
    assert.match(
      run.stdout,
      /^Waiting 3\.0 s for an upload to registry .*: 429 Too Many Requests \(Retry-After: 3 s\)/m
    );
    assert.ok(performance.now() - started > 5000);
  });

  it('names the tags that may be there when one of them is refused', async () => {
    const {faults, host} = platform.registry;
    const denied = '{"errors":[{"code":"DENIED","message":"no"}]}';
    faults.add({method: 'PUT', path: /\/manifests\/2$/, status: 403, body: denied});
    const tags = [1, 2].map(tag => `${host}/octo-org/halfway:${String(tag)}`);
    const run = await push('halfway', {tags: tags.join('\n')});
    assertExit(run, 1);
    assert.deepEqual(listCodes(run), ['PROV-3A error']);
    const notices = run.report.notices.filter(notice => notice.startsWith('The push had begun'));
    assert.equal(notices.length, 1, run.report.notices.join('\n'));
    for (const tag of tags) assert.ok(notices[0]?.includes(tag), notices[0]);
  });

  it('is not tried again once a tag may have been written', async () => {
    platform.registry.faults.add({method: 'PUT', path: /\/manifests\//, status: 429, body: LIMITED});
    const run = await push('late');
    assertExit(run, 1);
    assert.equal(countBuilds(run), 1);
    assert.deepEqual(listCodes(run), ['PROV-3F error']);
    assert.match(run.report.notices.join('\n'), /not tried again: a tag may have been written/);
  });

  it('is not tried again for a registry that asks to wait for hours', async () => {
    limitUploads({'retry-after': '7200'});
    const run = await push('closed');
    assertExit(run, 1);
    assert.equal(countBuilds(run), 1);
    assert.deepEqual(listCodes(run), ['PROV-3F error']);
    assert.match(run.report.notices.join('\n'), /is not tried again: .*asked to wait 2 h/);
  });

  it('is tried twice again and no more, and what was found out stays', async () => {
    const {faults} = platform.registry;
    const limitAgain = (): void => {
      faults.clear();
      limitUploads();
    };
    limitAgain();
    const run = await push('thrice', {}, limitAgain);
    assertExit(run, 1);
    assert.equal(countBuilds(run), 3);
    assert.deepEqual(listCodes(run), ['PROV-3F error']);
    assert.equal(run.report.notices.filter(text => text.includes('was tried again')).length, 2);
    assert.match(run.report.notices.join('\n'), /is not tried again: this was attempt 3/);
  });

  it('is final where it would fail again', async () => {
    platform.registry.faults.add({
      method: 'POST',
      path: UPLOADS,
      skip: 1,
      status: 403,
      body: '{"errors":[{"code":"DENIED","message":"denied"}]}'
    });
    const run = await push('denied');
    assertExit(run, 1);
    assert.equal(countBuilds(run), 1);
    assert.doesNotMatch(run.report.notices.join('\n'), /tried again/);
  });

  it('is good although its cache could not be written, which is said', async () => {
    const {host, faults} = platform.registry;
    faults.add({method: 'POST', path: /octo-org\/cache\/blobs\/uploads\/$/, status: 403});
    const run = await push('uncached', {
      'cache-from': `type=registry,ref=${host}/octo-org/absent:1`,
      'cache-to': `type=registry,ref=${host}/octo-org/cache:1,mode=max`
    });
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'verified');
    assert.deepEqual(listCodes(run), ['PROV-5 notice']);
    assert.match(run.summary, /A cache could not be written/);
  });

  describe('because its engine lost a layer', () => {
    const words = join(import.meta.dirname, '../diagnostics/PROV-029/log.txt');
    /** A buildx that says so in the first `times` builds, having built. */
    const lose = (times: number): string => {
      const folder = createDockerConfig(platform.engine, {
        buildx: [
          '"$BUILDX" "$@"; code=$?',
          `case " $* " in *" build "*) ;; *) exit $code;; esac`,
          `n=$(cat "$0.count" 2>/dev/null || echo 0); echo $((n + 1)) > "$0.count"`,
          `[ "$n" -ge ${String(times)} ] && exit $code`,
          `cat '${words}' >&2; exit 1`
        ].join('\n')
      });
      return folder;
    };
    const build = (name: string, times: number, inputs: Record<string, string> = {}) =>
      runStep(platform, {
        env: {DOCKER_CONFIG: lose(times)},
        inputs: {context: '.', tags: `${platform.registry.host}/octo-org/${name}:1`, ...inputs}
      });

    it('is tried again, and verified', async () => {
      const run = await build('lost', 1, {'oci-path': 'lost.tar'});
      assertExit(run, 0);
      assert.equal(run.outputs['verdict'], 'verified');
      assert.match(
        run.report.notices.join('\n'),
        /The build failed \(PROV-029, engine-fault\) and was tried again: attempt 2\./
      );
      assert.deepEqual(listCodes(run), []);
    });

    it('is tried twice again and no more', async () => {
      const run = await build('gone', 9, {'oci-path': 'gone.tar'});
      assertExit(run, 1);
      assert.deepEqual(listCodes(run), ['PROV-029 error']);
      assert.match(run.report.notices.join('\n'), /is not tried again: this was attempt 3/);
    });

    it('is final where something was pushed', async () => {
      const run = await build('half', 9, {push: 'true'});
      assertExit(run, 1);
      assert.deepEqual(listCodes(run), ['PROV-029 error']);
      assert.doesNotMatch(run.report.notices.join('\n'), /tried again/);
    });
  });
});
