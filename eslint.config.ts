import {defineConfig, globalIgnores} from 'eslint/config';
import tseslint from 'typescript-eslint';
import {edge, floorRule} from './script/floors.ts';

const edgeFiles = edge.map(place => (place.endsWith('/') ? `${place}**` : place));
const nodeTest = ['describe', 'it', 'suite', 'test'];

export default defineConfig(
  globalIgnores(['dist/', 'lib/', '.local/', '__tests__/fixtures/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      eqeqeq: 'error',
      'no-cond-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-irregular-whitespace': 'error',
      'no-loss-of-precision': 'error',
      'no-misleading-character-class': 'error',
      'no-new-func': 'error',
      'no-promise-executor-return': 'error',
      'no-prototype-builtins': 'error',
      'no-self-compare': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-escape': 'error',
      'no-warning-comments': ['error', {terms: ['todo', 'fixme', 'xxx'], location: 'start'}],
      'object-shorthand': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', {disallowTypeAnnotations: false}],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        {ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true}
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-misused-spread': ['error', {allow: [{from: 'lib', name: 'string'}, 'string']}],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        {allowConstantLoopConditions: 'only-allowed-literals'}
      ],
      // tsc says it already (noUnusedLocals, noUnusedParameters).
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', {ignorePrimitives: {string: true}}],
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false}
      ]
    }
  },
  {
    files: ['src/**'],
    plugins: {floors: {rules: {imports: floorRule}}},
    rules: {
      'floors/imports': 'error',
      'max-lines': ['error', {max: 300, skipBlankLines: true, skipComments: true}],
      'max-lines-per-function': ['error', {max: 60, skipBlankLines: true, skipComments: true}],
      'no-restricted-globals': [
        'error',
        {name: 'fetch', message: 'It ignores proxies and overflows on long headers: go through src/oci.'}
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error'
    }
  },
  {files: ['src/**'], ignores: edgeFiles, rules: {'no-console': 'error'}},
  {
    files: ['__tests__/**'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {allowForKnownSafeCalls: [{from: 'package', name: nodeTest, package: 'node:test'}]}
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off'
    }
  }
);
