import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {splitByBuild} from '../../../src/action/attestation-mistakes.ts';
import {InputError} from '../../../src/action/input-error.ts';
import type {InputMistake} from '../../../src/action/input-error.ts';
import {readInputs} from '../../../src/action/inputs.ts';

const places = {workspace: '/runner/work/app', temp: '/runner/temp'};
const SCAN = 'type=https://example.com/scan/v1,path=scan.json';

const toEnvironment = (inputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text]));

function findMistakes(
  inputs: Readonly<Record<string, string>>,
  exists: (path: string) => boolean = () => true
): readonly InputMistake[] {
  try {
    readInputs(toEnvironment(inputs), exists, places);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.mistakes;
    throw error;
  }
}

describe('attestations beside other inputs', () => {
  it('are a mistake where nothing will be signed', () => {
    assert.deepEqual(findMistakes({attestations: SCAN}), []);
    assert.match(findMistakes({attestations: SCAN, sign: 'false'})[0]?.problem ?? '', /sign is false$/);
    assert.match(
      findMistakes({attestations: SCAN, verify: 'false'})[0]?.problem ?? '',
      /verify is false, and/
    );
    assert.deepEqual(findMistakes({attestations: '', sign: 'false', verify: 'false'}), []);
  });

  it('name no platform that is not built', () => {
    const lines = `${SCAN},subject=linux/s390x\n${SCAN},subject=amd64\n${SCAN}`;
    assert.deepEqual(findMistakes({attestations: lines}), []);
    assert.deepEqual(findMistakes({attestations: lines, platforms: 'local'}), []);
    const [mistake, ...rest] = findMistakes({attestations: lines, platforms: 'linux/amd64,linux/arm64'});
    assert.deepEqual(rest, []);
    assert.deepEqual([mistake?.value, mistake?.allowed], ['"linux/s390x"', 'linux/amd64, linux/arm64']);
  });

  it('name each file that is not there', () => {
    const attestations = `${SCAN},subject-path=dist/app\n${SCAN}`;
    const asked: string[] = [];
    const mistakes = findMistakes({attestations}, path => {
      asked.push(path);
      return path.endsWith('scan.json');
    });
    assert.deepEqual(new Set(asked), new Set(['/runner/work/app/scan.json', '/runner/work/app/dist/app']));
    assert.deepEqual(
      mistakes.map(({input, value}) => [input, value]),
      [['attestations', '"dist/app"']]
    );
  });
});

describe('what the build writes', () => {
  const split = (outputs: string, line: string, more: Readonly<Record<string, string>> = {}) => {
    const inputs = readInputs(toEnvironment({outputs, attestations: line, ...more}), () => true, places);
    const {early, late} = splitByBuild(inputs, places.workspace);
    return [early.length, late.length];
  };

  it('is looked at after it, be it predicate or subject', () => {
    assert.deepEqual(split('type=local,dest=out', `${SCAN},subject-path=out/app`), [0, 1]);
    assert.deepEqual(split('out', 'type=a:b,path=out/scan.json'), [0, 1]);
    assert.deepEqual(split('type=oci,dest=image.tar', `${SCAN},subject-path=image.tar`), [0, 1]);
    assert.deepEqual(split('type=local,dest=/runner/temp/out', 'type=a:b,path=/runner/temp/out/x'), [0, 1]);
  });

  it('is nothing else', () => {
    assert.deepEqual(split('type=local,dest=out', `${SCAN},subject-path=output/app`), [1, 0]);
    assert.deepEqual(split('type=local,dest=out', 'type=a:b,path=/runner/temp/out/x'), [1, 0]);
    assert.deepEqual(split('type=image,push=true', SCAN), [1, 0]);
  });

  it('is missing from no list of mistakes', () => {
    const inputs = {outputs: 'type=local,dest=out', attestations: `${SCAN},subject-path=out/app`};
    assert.deepEqual(
      findMistakes(inputs, () => false),
      []
    );
  });
});
