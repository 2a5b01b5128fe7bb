import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseOutput} from '../../../src/action/exporter.ts';
import {findReplacing} from '../../../src/action/replaced-output.ts';

const replaced = (path: string, ...outputs: readonly string[]) =>
  findReplacing([{input: 'extract', path}], outputs.map(parseOutput), '/checkout').map(
    ({problem}) => problem
  );

describe('what is written where the image goes', () => {
  it('is a mistake, however the path is written', () => {
    const tar = 'type=oci,dest=out/image.tar';
    for (const path of [
      '/checkout/out/image.tar',
      'out/image.tar',
      './x/../out//image.tar',
      'out',
      '/checkout/out'
    ])
      assert.match(
        replaced(path, tar)[0] ?? '',
        /where the image itself is written, to "\/checkout\/out\/image\.tar"/
      );
    assert.equal(replaced('layout/index.json', 'type=oci,tar=false,dest=/checkout/layout').length, 1);
    assert.equal(replaced('fs.tar', 'type=docker', 'type=tar,dest=fs.tar').length, 1);
  });

  it('is none beside it, nor in a folder of files', () => {
    const outputs = ['type=oci,dest=out/image.tar', 'type=local,dest=files', 'type=registry', 'type=docker'];
    for (const path of ['out/image.tar.sha256', 'out/image', 'files/more', 'files'])
      assert.deepEqual(replaced(path, ...outputs), []);
  });
});
