import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseRow} from '../../../src/build/csv.ts';
import {plan, run, valuesOf} from './planning.ts';

const token = 'id=GIT_AUTH_TOKEN.github.com,src=/run/secret-git';

describe('planSecrets', () => {
  it('keeps every value in a file, whatever it holds', () => {
    const secret = fc.record({key: fc.stringMatching(/^[A-Z_.]{1,8}$/), value: fc.string()});
    fc.assert(
      fc.property(
        fc.array(secret, {maxLength: 4}),
        fc.stringMatching(/^\/[^\r\n\0/]{1,9}$/),
        (secrets, folder) => {
          const planned = plan({context: '.', secrets}, {...run, folder});
          assert.deepEqual(
            planned.secretFiles.map(({content}) => content),
            secrets.map(({value}) => value)
          );
          const named = valuesOf(planned, '--secret').map(parseRow);
          assert.deepEqual(
            named,
            secrets.map(({key}, index) => [`id=${key}`, `src=${planned.secretFiles[index]?.path ?? ''}`])
          );
        }
      )
    );
  });

  it('lets no key or path add a field of its own', () => {
    const planned = plan({
      context: '.',
      secretFiles: [
        {key: 'a', value: 'x,src=/etc/shadow'},
        {key: 'b', value: 'my "file"'}
      ],
      secretEnvs: [{key: 'c', value: 'D'}]
    });
    assert.deepEqual(valuesOf(planned, '--secret'), [
      'id=c,env=D',
      'id=a,"src=x,src=/etc/shadow"',
      'id=b,"src=my ""file"""'
    ]);
    assert.deepEqual(planned.secretFiles, []);
  });

  it('gives the token to the own commit and a folder of it alone', () => {
    for (const context of ['{{defaultContext}}', '{{defaultContext}}:sub']) {
      const planned = plan({context, githubToken: 't0k3n'});
      assert.deepEqual(valuesOf(planned, '--secret'), [token]);
      assert.deepEqual(planned.secretFiles, [{path: '/run/secret-git', content: 't0k3n'}]);
      assert.ok(!planned.argv.join(' ').includes('t0k3n'));
    }
    for (const context of [
      '.',
      'https://github.com/acme/app.git',
      '{{defaultContext}}.evil',
      'https://evil.example/x.git'
    ]) {
      assert.deepEqual(valuesOf(plan({context, githubToken: 't'}), '--secret'), []);
    }
    assert.deepEqual(valuesOf(plan({githubToken: ''}), '--secret'), []);
  });

  it('leaves the token out where the user gives one for the host or for all', () => {
    for (const key of ['GIT_AUTH_TOKEN', 'GIT_AUTH_TOKEN.github.com']) {
      const given = [{key, value: 'x'}];
      for (const some of [{secrets: given}, {secretFiles: given}, {secretEnvs: given}]) {
        const named = valuesOf(plan({githubToken: 't', ...some}), '--secret');
        assert.equal(named.length, 1);
        assert.ok(!named.includes(token));
      }
    }
    const other = [{key: 'GIT_AUTH_TOKEN.example.com', value: 'x'}];
    assert.ok(valuesOf(plan({githubToken: 't', secrets: other}), '--secret').includes(token));
  });
});
