import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, it} from 'node:test';
import {marked} from 'marked';
import type {Token, Tokens} from 'marked';
import {parse} from 'yaml';
import {readInputs} from '../../../src/action/inputs.ts';
import {listOutputs} from '../../../src/action/outputs.ts';
import {startFindings} from '../../../src/findings.ts';
import {assembleReport} from '../../../src/report.ts';
import {root, trackedFiles} from './tracked.ts';

interface Action {
  readonly runs: {readonly using: string};
  readonly inputs: Readonly<Record<string, {readonly description: string; readonly default?: unknown}>>;
  readonly outputs: Readonly<Record<string, {readonly description: string}>>;
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

/** The first cells of the README's tables whose first heading is this one, without backquotes. */
function listRows(heading: string): string[] {
  const isTable = (token: Token): token is Tokens.Table => token.type === 'table';
  return marked
    .lexer(readFileSync(join(root, 'README.md'), 'utf8'))
    .filter(isTable)
    .filter(({header}) => header[0]?.text === heading)
    .flatMap(({rows}) => rows.map(([cell]) => (cell?.text ?? '').replaceAll('`', '')));
}

/** The inputs that the code asks the environment for, as the runner spells them. */
function inputsRead(): string[] {
  const asked = new Set<string>();
  const get = (_: object, name: string | symbol): undefined => {
    if (String(name).startsWith('INPUT_')) asked.add(String(name));
  };
  readInputs(new Proxy({}, {get}), () => true);
  return [...asked].sort();
}

const toVariable = (input: string): string => `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;

describe('action.yml', () => {
  it('declares the inputs that the code reads, and no other', () => {
    assert.deepEqual(Object.keys(action.inputs).map(toVariable).sort(), inputsRead());
  });

  it('declares the outputs that the code sets, and no other', () => {
    const outputs = listOutputs(assembleReport(startFindings()));
    assert.deepEqual(Object.keys(action.outputs).sort(), Object.keys(outputs).sort());
  });

  it('describes each of them', () => {
    for (const [name, {description}] of Object.entries({...action.inputs, ...action.outputs})) {
      assert.match(description, /\w+ \w+/, name);
    }
  });

  it('leaves push and load unset, so that unset and false differ', () => {
    assert.equal(action.inputs['push']?.default, undefined);
    assert.equal(action.inputs['load']?.default, undefined);
  });

  it('runs on the Node of .node-version, which the tests use too', () => {
    const version = readFileSync(join(root, '.node-version'), 'utf8').trim();
    assert.equal(action.runs.using, `node${version}`);
    assert.equal(process.versions.node.split('.')[0], version);
  });
});

describe('README', () => {
  it('has one row for each input, and no other', () => {
    assert.deepEqual(listRows('Input').sort(), Object.keys(action.inputs).sort());
  });

  it('has one row for each output, and no other', () => {
    assert.deepEqual(listRows('Output').sort(), Object.keys(action.outputs).sort());
  });
});

describe('every document', () => {
  it('links only to files that are there', () => {
    for (const file of trackedFiles().filter(name => name.endsWith('.md'))) {
      const targets: string[] = [];
      const collect = (token: Token): void => {
        if (token.type === 'link' || token.type === 'image') targets.push((token as Tokens.Link).href);
      };
      void marked.walkTokens(marked.lexer(readFileSync(join(root, file), 'utf8')), collect);

      for (const target of targets.filter(href => !/^(?:https?:|mailto:|#)/.test(href))) {
        const path = join(dirname(file), target.replace(/#.*/, ''));
        assert.ok(!path.startsWith('..') && existsSync(join(root, path)), `${file} links to ${target}`);
      }
    }
  });
});
