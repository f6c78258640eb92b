/**
 * Writes the types for `require('clew')` to dist/commonjs.
 *
 * Node loads ES modules with `require` since 20.19, and `clew run` does in any version. TypeScript's `module: node16` knows
 * nothing of that, and refuses types that lie in an ES module. So a CommonJS project is given the same types, once more, in
 * a folder that says that it is CommonJS.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';

rmSync('dist/commonjs', { recursive: true, force: true });
mkdirSync('dist/commonjs', { recursive: true });
writeFileSync('dist/commonjs/package.json', '{ "type": "commonjs" }\n');
for (const folder of ['src', 'testing']) {
  cpSync(`dist/${folder}`, `dist/commonjs/${folder}`, { recursive: true, filter: (file) => !/\.(js|map)$|[\\/]src[\\/]scenarios$/.test(file) });
}
