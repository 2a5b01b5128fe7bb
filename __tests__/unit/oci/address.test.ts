import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {mayReach, reachOfHost} from '../../../src/oci/address.ts';

const reachOf = (url: string) => reachOfHost(new URL(url).hostname);

describe('reachOfHost', () => {
  it('knows loopback in every spelling', () => {
    for (const host of [
      'localhost',
      'localhost.',
      'LOCALHOST',
      'a.localhost',
      '127.0.0.1',
      '127.255.0.1',
      '0x7f.1',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[64:ff9b::127.0.0.1]'
    ]) {
      assert.equal(reachOf(`http://${host}/`), 'loopback', host);
    }
  });

  it('knows link-local and private addresses', () => {
    assert.equal(reachOf('http://169.254.169.254/'), 'link-local');
    assert.equal(reachOf('http://[fe80::1]/'), 'link-local');
    for (const host of [
      '10.1.2.3',
      '172.16.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '0.0.0.0',
      '[fd00::1]',
      '[::]',
      '224.0.0.1'
    ]) {
      assert.equal(reachOf(`http://${host}/`), 'private', host);
    }
  });

  it('knows public addresses, and leaves names to DNS', () => {
    assert.equal(reachOf('http://140.82.121.33/'), 'public');
    assert.equal(reachOf('http://[2606:50c0:8000::154]/'), 'public');
    assert.equal(reachOf('http://ghcr.io/'), undefined);
    assert.equal(reachOf('http://localhost.example/'), undefined);
  });
});

describe('mayReach', () => {
  it('lets nobody send us further inside than they are', () => {
    assert.equal(mayReach('public', 'public'), true);
    assert.equal(mayReach('public', 'private'), false);
    assert.equal(mayReach('private', 'private'), true);
    assert.equal(mayReach('private', 'loopback'), false);
    assert.equal(mayReach('loopback', 'private'), true);
    assert.equal(mayReach('loopback', 'link-local'), false);
  });
});
