/** The YAML library, in the one module that imports it: large, and needed only where a run is explained. */
export {isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit} from 'yaml';
