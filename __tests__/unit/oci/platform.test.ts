import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  formatPlatform,
  InvalidPlatformError,
  parsePlatform,
  samePlatform
} from '../../../src/oci/platform.ts';

describe('parsePlatform and formatPlatform', () => {
  const normalised = {
    'linux/amd64': 'linux/amd64',
    'linux/amd64/v1': 'linux/amd64',
    'linux/amd64/v3': 'linux/amd64/v3',
    'linux/x86_64': 'linux/amd64',
    'Linux/X86-64': 'linux/amd64',
    'linux/i386': 'linux/386',
    'linux/arm64': 'linux/arm64',
    'linux/arm64/v8': 'linux/arm64',
    'linux/aarch64/8': 'linux/arm64',
    'linux/arm64/v9': 'linux/arm64/v9',
    'linux/arm': 'linux/arm/v7',
    'linux/arm/7': 'linux/arm/v7',
    'linux/arm/v6': 'linux/arm/v6',
    'linux/armhf': 'linux/arm/v7',
    'linux/armel': 'linux/arm/v6',
    'macos/arm64': 'darwin/arm64',
    'windows/amd64': 'windows/amd64',
    'windows(10.0.17763)/amd64': 'windows/amd64',
    'linux/riscv64': 'linux/riscv64',
    'unknown/unknown': 'unknown/unknown',
    arm64: 'linux/arm64',
    ' linux/amd64 ': 'linux/amd64'
  };
  for (const [text, expected] of Object.entries(normalised)) {
    it(`reads ${text} as ${expected}`, () => {
      assert.equal(formatPlatform(parsePlatform(text)), expected);
    });
  }

  it('keeps the version of the operating system', () => {
    assert.equal(parsePlatform('windows(10.0.17763)/amd64')['os.version'], '10.0.17763');
  });

  for (const text of [
    '',
    'linux',
    'local',
    '/',
    'linux/',
    '/amd64',
    'linux/arm/v7/x',
    'linux/amd 64',
    'linux\n/amd64'
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parsePlatform(text), InvalidPlatformError);
    });
  }

  it('reads what it writes', () => {
    const part = fc.stringMatching(/^[a-z0-9_.-]{1,8}$/);
    fc.assert(
      fc.property(part, part, fc.option(part, {nil: undefined}), (os, architecture, variant) => {
        const text = formatPlatform({os, architecture, ...(variant === undefined ? {} : {variant})});
        assert.equal(formatPlatform(parsePlatform(text)), text);
      })
    );
  });
});

describe('samePlatform', () => {
  it('compares what is normalised', () => {
    assert.ok(
      samePlatform({os: 'linux', architecture: 'arm64', variant: 'v8'}, parsePlatform('linux/aarch64'))
    );
    assert.ok(!samePlatform(parsePlatform('linux/arm/v6'), parsePlatform('linux/arm/v7')));
  });

  it('compares versions of the operating system where both have one', () => {
    const [old, young] = [parsePlatform('windows(10.0.1)/amd64'), parsePlatform('windows(10.0.2)/amd64')];
    assert.ok(!samePlatform(old, young));
    assert.ok(samePlatform(old, parsePlatform('windows/amd64')));
  });
});
